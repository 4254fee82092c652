package dev.postern.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.postern.identity.accounts.AccountConflicts;
import dev.postern.identity.accounts.ProviderAccount;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Cursor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.LikePattern;
import dev.postern.kernel.Page;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Everybody who has ever signed in. */
@Service
public class People {

	private static final Logger log = LoggerFactory.getLogger(People.class);

	private static final int MOST_FORMER = 50;

	private final PersonRecords records;

	private final AccountConflicts conflicts;

	private final RevocableTokens tokens;

	private final RoleRules rules;

	private final PersonAudit audit;

	private final Clock clock;

	private final TransactionTemplate transactions;

	People(PersonRecords records, AccountConflicts conflicts, RevocableTokens tokens, RoleRules rules,
			PersonAudit audit, Clock clock, TransactionTemplate transactions) {
		this.records = records;
		this.conflicts = conflicts;
		this.tokens = tokens;
		this.rules = rules;
		this.audit = audit;
		this.clock = clock;
		this.transactions = transactions;
	}

	/**
	 * Notes that somebody signed in and says who that is, with the roles that the
	 * settings give now.
	 * @throws PersonLocked when an administrator keeps the person out
	 * @throws PersonInConflict when the address is that of another person
	 */
	public Person signIn(PersonClaims claims) {
		Person person = switch (admission(claims)) {
			case Admission.Granted granted -> granted.person();
			case Admission.Locked locked -> throw new PersonLocked(locked.email());
			case Admission.Conflicting _ -> throw new PersonInConflict(claims.email());
		};
		if (person.groupsWithheld()) {
			log.warn("The identity provider named too many groups to tell them, so that none counts person={}",
					person.id());
		}
		return person;
	}

	/** What a refusal leaves behind is kept, so it is no exception before the commit. */
	private Admission admission(PersonClaims claims) {
		try {
			return Objects.requireNonNull(this.transactions.execute((status) -> admit(claims)));
		}
		catch (DataIntegrityViolationException ex) {
			// Two first requests of one person, or of two with one address, at the same
			// instant: the other one was quicker.
			return Objects.requireNonNull(this.transactions.execute((status) -> admit(claims)));
		}
	}

	/**
	 * Finds the person whose access token shows these claims with a request, without a
	 * sign-in; creates the person when there is none yet. Groups that the token does not
	 * name any more count no more for sessions and personal tokens either; those that it
	 * adds count for the request alone.
	 * @param issuedAt when the provider said it; {@code null} when the token does not say
	 * @throws PersonLocked when an administrator keeps the person out
	 * @throws PersonInConflict when the address is that of another person
	 * @throws AddressOutdated when the person has had another address since then
	 */
	public Person identify(PersonClaims claims, @Nullable Instant issuedAt) {
		PersonRecord known = this.records.findByIssuerAndSubject(claims.account().issuer(), claims.account().subject())
			.orElse(null);
		if (known == null || known.locked()) {
			return signIn(claims);
		}
		if (!known.holds(claims.email())) {
			if (known.isOlderThanAddress(issuedAt)) {
				throw new AddressOutdated();
			}
			return signIn(claims);
		}
		if (known.isNarrowedBy(claims, issuedAt)) {
			this.transactions.executeWithoutResult((status) -> narrow(known.id(), claims, issuedAt));
		}
		return new Person(known.id(), claims.email(), claims.name(), this.rules.of(claims.email(), claims.groups()),
				claims.groups(), claims.groupsWithheld());
	}

	private Admission admit(PersonClaims claims) {
		ProviderAccount account = claims.account();
		PersonRecord known = this.records.lockByAccount(account.issuer(), account.subject()).orElse(null);
		if (known == null) {
			return admitNewAccount(claims);
		}
		if (!known.locked() && !known.holds(claims.email())) {
			Optional<PersonRecord> holder = this.records.findByEmail(claims.email().value());
			if (holder.isPresent()) {
				return conflict(claims, holder.get());
			}
			changeAddress(known, claims.email(), PersonAudit.POSTERN);
		}
		return update(known, claims);
	}

	/** Whoever is from before Postern knew accounts is the first that has the address. */
	private Admission admitNewAccount(PersonClaims claims) {
		PersonRecord holder = this.records.lockByEmail(claims.email().value()).orElse(null);
		if (holder == null) {
			return create(claims);
		}
		ProviderAccount bound = holder.account();
		if (bound == null) {
			holder.bind(claims.account(), this.clock.instant());
			this.audit.record(PersonAudit.POSTERN, "person.account-bound", holder.person(), null,
					PersonAudit.account(claims.account()));
		}
		else if (!bound.equals(claims.account())) {
			return conflict(claims, holder);
		}
		return update(holder, claims);
	}

	private Admission conflict(PersonClaims claims, PersonRecord holder) {
		if (this.conflicts.note(claims.account(), claims.email(), claims.name())) {
			this.audit.record(PersonAudit.POSTERN, "person.conflict-found", holder.person(),
					PersonAudit.account(holder.account()), PersonAudit.account(claims.account()));
		}
		return new Admission.Conflicting();
	}

	private Admission create(PersonClaims claims) {
		Set<Role> roles = this.rules.of(claims.email(), claims.groups());
		PersonId id = new PersonId(UUID.randomUUID());
		Person person = this.records.save(new PersonRecord(id, claims, roles, this.clock.instant())).person();
		this.conflicts.settle(claims.account());
		this.audit.record(person.actor(), "person.joined", person, null, Map.of("roles", roles));
		return new Admission.Granted(person);
	}

	private Admission update(PersonRecord known, PersonClaims claims) {
		if (known.locked()) {
			return new Admission.Locked(claims.email());
		}
		Set<Role> before = known.roles();
		Set<Role> roles = this.rules.of(claims.email(), claims.groups());
		known.signIn(claims, roles, this.clock.instant());
		Person person = known.person();
		this.conflicts.settle(claims.account());
		if (!before.equals(roles)) {
			this.audit.record(PersonAudit.POSTERN, "person.roles-changed", person, Map.of("roles", before),
					Map.of("roles", roles));
		}
		return new Admission.Granted(person);
	}

	/** Gives a person an address that is nobody's, or was until now. */
	void changeAddress(PersonRecord known, EmailAddress email, Actor actor) {
		Map<String, String> before = known.former() ? null : Map.of("email", known.person().email().value());
		known.takeAddress(email, this.clock.instant());
		this.audit.record(actor, "person.address-changed", known.person(), before, Map.of("email", email.value()));
	}

	private void narrow(PersonId id, PersonClaims claims, @Nullable Instant issuedAt) {
		this.records.lockById(id.value()).filter((known) -> known.isNarrowedBy(claims, issuedAt)).ifPresent((known) -> {
			Set<Role> before = known.roles();
			Set<String> left = new HashSet<>(known.person().groups());
			left.retainAll(claims.groups());
			Set<Role> roles = this.rules.of(known.person().email(), left);
			known.narrow(claims, roles);
			if (!before.equals(roles)) {
				this.audit.record(PersonAudit.POSTERN, "person.roles-changed", known.person(), Map.of("roles", before),
						Map.of("roles", roles));
			}
		});
	}

	/**
	 * The person with this id, with the roles that the settings give now; empty when kept
	 * out, without an address or unknown.
	 */
	@Transactional(readOnly = true)
	public Optional<Person> admitted(PersonId id) {
		return this.records.findById(id.value()).filter(PersonRecord::admitted).map((known) -> {
			Person person = known.person();
			return new Person(id, person.email(), person.name(), this.rules.of(person.email(), person.groups()),
					person.groups(), person.groupsWithheld());
		});
	}

	/**
	 * Whether a session may go on: its person is not kept out and still has the address,
	 * the identity provider did not take back any of the groups that it began with, and
	 * the settings still give the roles that it began with.
	 */
	@Transactional(readOnly = true)
	public boolean isSessionCurrent(Person person) {
		return admitted(person.id())
			.filter((known) -> known.email().equals(person.email()) && known.roles().equals(person.roles())
					&& known.groups().containsAll(person.groups()))
			.isPresent();
	}

	/**
	 * Makes other transactions that lock this person wait until this one ends.
	 * @throws AccessDeniedException when one of them was quicker and keeps the person out
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void lockForUpdate(PersonId id) {
		if (this.records.lockById(id.value()).filter(PersonRecord::admitted).isEmpty()) {
			throw new AccessDeniedException("kept out meanwhile: " + id);
		}
	}

	@Transactional(readOnly = true)
	public Optional<Profile> find(PersonId id) {
		return this.records.findById(id.value()).map(PersonRecord::profile);
	}

	/**
	 * People by e-mail address, a part at a time.
	 * @param text part of a name or address; empty for everybody
	 * @param cursor where to go on; {@code null} for the beginning
	 */
	@Transactional(readOnly = true)
	public Page<Profile> search(String text, @Nullable String cursor, int size) {
		String pattern = LikePattern.containing(EmailAddress.sought(text));
		List<Profile> found = this.records
			.search(pattern, Cursor.read(cursor, "", Cursor.Key::text), Limit.of(size + 1))
			.stream()
			.map(PersonRecord::profile)
			.toList();
		return Page.of(found, size, (last) -> Cursor.after(last.person().email()));
	}

	/** People whose address was given to somebody else, the last first. */
	@Transactional(readOnly = true)
	public List<Profile> searchFormer(String text) {
		return this.records.searchFormer(LikePattern.containing(EmailAddress.sought(text)), Limit.of(MOST_FORMER))
			.stream()
			.map(PersonRecord::profile)
			.toList();
	}

	/** Everybody who has an address, by that, in one read. */
	@Transactional(readOnly = true)
	public List<Profile> all() {
		return this.records.findByAddressLostAtIsNullOrderByEmail().stream().map(PersonRecord::profile).toList();
	}

	@Transactional(readOnly = true)
	public Optional<Profile> find(EmailAddress email) {
		return this.records.findByEmail(email.value()).map(PersonRecord::profile);
	}

	/**
	 * Keeps somebody out from the next request on and ends the person's tokens for good.
	 * Nobody can lock out themselves, nor the last administrator whom the settings name
	 * by address.
	 */
	@Transactional
	public void lock(PersonId id, Actor actor) {
		PersonRecord known = findForDecision(id, actor);
		EmailAddress email = known.person().email();
		if (!known.former() && actor.equals(known.person().actor())) {
			throw InvalidInput.of("person", actor.name(), "identity.person.lock-self");
		}
		if (known.locked()) {
			return;
		}
		if (!known.former() && isLastNamedAdmin(email)) {
			throw InvalidInput.of("person", email.value(), "identity.person.lock-last");
		}
		known.lock(actor.name(), this.clock.instant());
		int revoked = this.tokens.revokeAll(id);
		this.audit.record(actor, "person.locked", known.person(), Map.of("locked", false),
				Map.of("locked", true, "revoked", revoked));
	}

	/** Lets somebody in again; tokens that the lock has ended stay so. */
	@Transactional
	public void unlock(PersonId id, Actor actor) {
		PersonRecord known = findForDecision(id, actor);
		if (known.locked()) {
			known.unlock();
			this.audit.record(actor, "person.unlocked", known.person(), Map.of("locked", true),
					Map.of("locked", false));
		}
	}

	private PersonRecord findForDecision(PersonId id, Actor actor) {
		beginDecision(actor);
		return this.records.lockById(id.value()).orElseThrow(() -> new PersonNotFound(id));
	}

	/** Two administrators can't lock each other: the second one is locked by then. */
	void beginDecision(Actor actor) {
		this.records.lockDecisions();
		if (this.records.findByEmail(actor.name()).filter(PersonRecord::locked).isPresent()) {
			throw new AccessDeniedException("locked meanwhile: " + actor.name());
		}
	}

	private boolean isLastNamedAdmin(EmailAddress email) {
		Set<EmailAddress> named = this.rules.namedAdmins();
		List<String> others = named.stream().filter((other) -> !other.equals(email)).map(EmailAddress::value).toList();
		return named.contains(email) && this.records.countLocked(others) == others.size();
	}

	/** How a sign-in ends. */
	private sealed interface Admission {

		record Granted(Person person) implements Admission {
		}

		record Locked(EmailAddress email) implements Admission {
		}

		record Conflicting() implements Admission {
		}

	}

}

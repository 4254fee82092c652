package dev.postern.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.postern.identity.accounts.AccountConflicts;
import dev.postern.identity.accounts.ProviderAccount;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Who comes, and by which roles: the identity provider's word is taken here. */
@Service
public class SignIns {

	private static final Logger log = LoggerFactory.getLogger(SignIns.class);

	private final PersonRecords records;

	private final AccountConflicts conflicts;

	private final RoleRules rules;

	private final PersonAudit audit;

	private final Clock clock;

	private final TransactionTemplate transactions;

	SignIns(PersonRecords records, AccountConflicts conflicts, RoleRules rules, PersonAudit audit, Clock clock,
			TransactionTemplate transactions) {
		this.records = records;
		this.conflicts = conflicts;
		this.rules = rules;
		this.audit = audit;
		this.clock = clock;
		this.transactions = transactions;
	}

	/**
	 * Notes that somebody signed in in a browser and says who that is, with the roles
	 * that the settings give now.
	 * @throws PersonLocked when an administrator keeps the person out
	 * @throws PersonInConflict when the address is that of another person
	 */
	public Person signIn(PersonClaims claims) {
		Person person = admitted(new BrowserLogin(claims));
		if (person.groupsWithheld()) {
			log.warn("The identity provider named too many groups to tell them, so that none counts person={}",
					person.id());
		}
		return person;
	}

	/**
	 * Finds the person whose access token shows these claims with a request, without a
	 * sign-in; creates the person when there is none yet. Groups that the token does not
	 * name any more count no more for sessions and personal tokens either; those that it
	 * adds count for the request alone, and only when nothing younger is known.
	 * @param issuedAt when the provider said it; {@code null} when the token does not say
	 * @throws PersonLocked when an administrator keeps the person out
	 * @throws PersonInConflict when the address is that of another person
	 * @throws AddressOutdated when the token is older than what names another address
	 */
	public Person identify(PersonClaims claims, @Nullable Instant issuedAt) {
		AccessToken token = new AccessToken(claims, issuedAt);
		return this.records.findByIssuerAndSubject(claims.account().issuer(), claims.account().subject())
			.filter((known) -> known.admitted() && known.holds(claims.email()) && !known.isNarrowedBy(claims, issuedAt))
			.map((known) -> caller(known, token))
			.orElseGet(() -> admitted(token));
	}

	private Person admitted(Arrival arrival) {
		return switch (admission(arrival)) {
			case Admission.Granted granted -> granted.person();
			case Admission.Locked locked -> throw new PersonLocked(locked.email());
			case Admission.Conflicting _ -> throw new PersonInConflict(arrival.claims().email());
		};
	}

	/** What a refusal leaves behind is kept, so it is no exception before the commit. */
	private Admission admission(Arrival arrival) {
		try {
			return Objects.requireNonNull(this.transactions.execute((status) -> admit(arrival)));
		}
		catch (DataIntegrityViolationException ex) {
			// Two first requests of one person, or of two with one address, at the same
			// instant: the other one was quicker.
			return Objects.requireNonNull(this.transactions.execute((status) -> admit(arrival)));
		}
	}

	private Admission admit(Arrival arrival) {
		ProviderAccount account = arrival.claims().account();
		PersonRecord known = this.records.lockByAccount(account.issuer(), account.subject()).orElse(null);
		if (known == null) {
			return admitNewAccount(arrival);
		}
		if (!known.locked() && !known.holds(arrival.claims().email())) {
			if (arrival instanceof AccessToken token && known.knowsYoungerAddressThan(token.issuedAt())) {
				throw new AddressOutdated();
			}
			Optional<PersonRecord> holder = this.records.findByEmail(arrival.claims().email().value());
			if (holder.isPresent()) {
				return conflict(arrival.claims(), holder.get());
			}
			changeAddress(known, arrival.claims().email(), PersonAudit.POSTERN);
		}
		return update(known, arrival);
	}

	/** Whoever is from before Postern knew accounts is the first that has the address. */
	private Admission admitNewAccount(Arrival arrival) {
		PersonClaims claims = arrival.claims();
		PersonRecord holder = this.records.lockByEmail(claims.email().value()).orElse(null);
		if (holder == null) {
			return create(arrival);
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
		return update(holder, arrival);
	}

	private Admission conflict(PersonClaims claims, PersonRecord holder) {
		if (this.conflicts.note(claims.account(), claims.email(), claims.name())) {
			this.audit.record(PersonAudit.POSTERN, "person.conflict-found", holder.person(),
					PersonAudit.account(holder.account()), PersonAudit.account(claims.account()));
		}
		return new Admission.Conflicting();
	}

	private Admission create(Arrival arrival) {
		PersonClaims claims = arrival.claims();
		Set<Role> roles = this.rules.of(claims.email(), claims.groups());
		PersonRecord known = new PersonRecord(new PersonId(UUID.randomUUID()), claims, roles, this.clock.instant());
		if (arrival instanceof BrowserLogin) {
			known.signIn(claims, roles, this.clock.instant());
		}
		Person person = this.records.save(known).person();
		this.conflicts.settle(claims.account());
		this.audit.record(person.actor(), "person.joined", person, null, Map.of("roles", roles));
		return new Admission.Granted(person);
	}

	private Admission update(PersonRecord known, Arrival arrival) {
		if (known.locked()) {
			return new Admission.Locked(arrival.claims().email());
		}
		this.conflicts.settle(arrival.claims().account());
		return new Admission.Granted(switch (arrival) {
			case BrowserLogin login -> signedIn(known, login.claims());
			case AccessToken token -> identified(known, token);
		});
	}

	private Person signedIn(PersonRecord known, PersonClaims claims) {
		Set<Role> before = known.roles();
		known.signIn(claims, this.rules.of(claims.email(), claims.groups()), this.clock.instant());
		recordRoles(before, known);
		return known.person();
	}

	/** An access token takes groups back and adds none. */
	private Person identified(PersonRecord known, AccessToken token) {
		Person caller = caller(known, token);
		Set<Role> before = known.roles();
		if (known.isNarrowedBy(token.claims(), token.issuedAt())) {
			known.narrow(token.claims(), Objects.requireNonNullElseGet(token.issuedAt(), this.clock::instant));
		}
		known.giveRoles(this.rules.of(known.person().email(), known.person().groups()));
		recordRoles(before, known);
		return caller;
	}

	/** Who calls with an access token, for the one request. */
	private Person caller(PersonRecord known, AccessToken token) {
		PersonClaims claims = token.claims();
		Set<String> groups = claims.groups();
		if (known.knowsYoungerGroupsThan(token.issuedAt())) {
			Set<String> left = known.person().groups();
			groups = groups.stream().filter(left::contains).collect(Collectors.toSet());
		}
		return new Person(known.id(), claims.email(), claims.name(), this.rules.of(claims.email(), groups), groups,
				claims.groupsWithheld());
	}

	private void recordRoles(Set<Role> before, PersonRecord known) {
		if (!before.equals(known.roles())) {
			this.audit.record(PersonAudit.POSTERN, "person.roles-changed", known.person(), Map.of("roles", before),
					Map.of("roles", known.roles()));
		}
	}

	/** Gives a person an address that is nobody's, or was until now. */
	void changeAddress(PersonRecord known, EmailAddress email, Actor actor) {
		Map<String, String> before = known.former() ? null : Map.of("email", known.person().email().value());
		known.takeAddress(email, this.clock.instant());
		this.audit.record(actor, "person.address-changed", known.person(), before, Map.of("email", email.value()));
	}

	/** Somebody of whom the identity provider says something. */
	private sealed interface Arrival {

		PersonClaims claims();

	}

	private record BrowserLogin(PersonClaims claims) implements Arrival {
	}

	private record AccessToken(PersonClaims claims, @Nullable Instant issuedAt) implements Arrival {
	}

	/** What became of a sign-in or a call. */
	private sealed interface Admission {

		record Granted(Person person) implements Admission {
		}

		record Locked(EmailAddress email) implements Admission {
		}

		record Conflicting() implements Admission {
		}

	}

}

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

import dev.postern.kernel.Actor;
import dev.postern.kernel.Cursor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.LikePattern;
import dev.postern.kernel.Page;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
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

	private final PersonRecords records;

	private final RoleRules rules;

	private final ApplicationEventPublisher events;

	private final JsonMapper json;

	private final Clock clock;

	private final TransactionTemplate transactions;

	People(PersonRecords records, RoleRules rules, ApplicationEventPublisher events, JsonMapper json, Clock clock,
			TransactionTemplate transactions) {
		this.records = records;
		this.rules = rules;
		this.events = events;
		this.json = json;
		this.clock = clock;
		this.transactions = transactions;
	}

	/**
	 * Notes that somebody signed in and says who that is, with the roles that the
	 * settings give now.
	 * @throws PersonLocked when an administrator keeps the person out
	 */
	public Person signIn(PersonClaims claims) {
		Person person = signedIn(claims);
		if (person.groupsWithheld()) {
			log.warn("The identity provider named too many groups to tell them, so that none counts person={}",
					person.id());
		}
		return person;
	}

	private Person signedIn(PersonClaims claims) {
		try {
			return createOrUpdate(claims);
		}
		catch (DataIntegrityViolationException ex) {
			// Two first requests of one person at the same instant: the other one was
			// quicker.
			return createOrUpdate(claims);
		}
	}

	/**
	 * Finds the person whose access token shows these claims with a request, without a
	 * sign-in; creates the person when there is none yet. Groups that the token does not
	 * name any more count no more for sessions and personal tokens either; those that it
	 * adds count for the request alone.
	 * @param saidAt when the provider made the token
	 * @throws PersonLocked when an administrator keeps the person out
	 */
	public Person identify(PersonClaims claims, Instant saidAt) {
		PersonRecord known = this.records.findByEmail(claims.email().value()).orElse(null);
		if (known == null) {
			return signIn(claims);
		}
		if (known.locked()) {
			throw new PersonLocked(claims.email());
		}
		if (known.isNarrowedBy(claims, saidAt)) {
			this.transactions.executeWithoutResult((status) -> narrow(known.id(), claims, saidAt));
		}
		return new Person(known.id(), claims.email(), claims.name(), this.rules.of(claims.email(), claims.groups()),
				claims.groups(), claims.groupsWithheld());
	}

	private Person createOrUpdate(PersonClaims claims) {
		return Objects
			.requireNonNull(this.transactions.execute((status) -> this.records.lockByEmail(claims.email().value())
				.map((known) -> update(known, claims))
				.orElseGet(() -> create(claims))));
	}

	private Person create(PersonClaims claims) {
		Set<Role> roles = this.rules.of(claims.email(), claims.groups());
		PersonId id = new PersonId(UUID.randomUUID());
		Person person = this.records.save(new PersonRecord(id, claims, roles, this.clock.instant())).person();
		record(person.actor(), "person.joined", person, null, rolesAsJson(roles));
		return person;
	}

	private Person update(PersonRecord known, PersonClaims claims) {
		if (known.locked()) {
			throw new PersonLocked(claims.email());
		}
		Set<Role> before = known.roles();
		Set<Role> roles = this.rules.of(claims.email(), claims.groups());
		known.signIn(claims, roles, this.clock.instant());
		Person person = known.person();
		if (!before.equals(roles)) {
			record(Actor.postern("identity"), "person.roles-changed", person, rolesAsJson(before), rolesAsJson(roles));
		}
		return person;
	}

	private void narrow(PersonId id, PersonClaims claims, Instant saidAt) {
		this.records.lockById(id.value()).filter((known) -> known.isNarrowedBy(claims, saidAt)).ifPresent((known) -> {
			Set<Role> before = known.roles();
			Set<String> left = new HashSet<>(known.person().groups());
			left.retainAll(claims.groups());
			Set<Role> roles = this.rules.of(known.person().email(), left);
			known.narrow(claims, roles);
			if (!before.equals(roles)) {
				record(Actor.postern("identity"), "person.roles-changed", known.person(), rolesAsJson(before),
						rolesAsJson(roles));
			}
		});
	}

	/**
	 * The person with this id, with the roles that the settings give now; empty when kept
	 * out or unknown.
	 */
	@Transactional(readOnly = true)
	public Optional<Person> admitted(PersonId id) {
		return this.records.findById(id.value()).filter((known) -> !known.locked()).map((known) -> {
			Person person = known.person();
			return new Person(id, person.email(), person.name(), this.rules.of(person.email(), person.groups()),
					person.groups(), person.groupsWithheld());
		});
	}

	/**
	 * Whether a session may go on: its person is not kept out, the identity provider did
	 * not take back any of the groups that it began with, and the settings still give the
	 * roles that it began with.
	 */
	@Transactional(readOnly = true)
	public boolean isSessionCurrent(Person person) {
		return admitted(person.id())
			.filter((known) -> known.roles().equals(person.roles()) && known.groups().containsAll(person.groups()))
			.isPresent();
	}

	/** Makes other transactions that lock this person wait until this one ends. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void lockForUpdate(PersonId id) {
		this.records.lockById(id.value());
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

	/** Everybody, by e-mail address, in one read. */
	@Transactional(readOnly = true)
	public List<Profile> all() {
		return this.records.findAllByOrderByEmail().stream().map(PersonRecord::profile).toList();
	}

	@Transactional(readOnly = true)
	public Optional<Profile> find(EmailAddress email) {
		return this.records.findByEmail(email.value()).map(PersonRecord::profile);
	}

	/**
	 * Keeps somebody out from the next request on. Nobody can lock out themselves, nor
	 * the last administrator whom the settings name by address.
	 */
	@Transactional
	public void lock(PersonId id, Actor actor) {
		PersonRecord known = findForDecision(id, actor);
		EmailAddress email = known.person().email();
		if (actor.equals(known.person().actor())) {
			throw InvalidInput.of("person", actor.name(), "identity.person.lock-self");
		}
		if (known.locked()) {
			return;
		}
		if (isLastNamedAdmin(email)) {
			throw InvalidInput.of("person", email.value(), "identity.person.lock-last");
		}
		known.lock(actor.name(), this.clock.instant());
		record(actor, "person.locked", known.person(), locked(false), locked(true));
	}

	/** Lets somebody in again. */
	@Transactional
	public void unlock(PersonId id, Actor actor) {
		PersonRecord known = findForDecision(id, actor);
		if (known.locked()) {
			known.unlock();
			record(actor, "person.unlocked", known.person(), locked(true), locked(false));
		}
	}

	/** Two administrators can't lock each other: the second one is locked by then. */
	private PersonRecord findForDecision(PersonId id, Actor actor) {
		this.records.lockDecisions();
		if (this.records.findByEmail(actor.name()).filter(PersonRecord::locked).isPresent()) {
			throw new AccessDeniedException("locked meanwhile: " + actor.name());
		}
		return this.records.findById(id.value()).orElseThrow(() -> new PersonNotFound(id));
	}

	private boolean isLastNamedAdmin(EmailAddress email) {
		Set<EmailAddress> named = this.rules.namedAdmins();
		List<String> others = named.stream().filter((other) -> !other.equals(email)).map(EmailAddress::value).toList();
		return named.contains(email) && this.records.countByEmailInAndLockedAtIsNotNull(others) == others.size();
	}

	private JsonNode locked(boolean locked) {
		return this.json.valueToTree(Map.of("locked", locked));
	}

	private void record(Actor actor, String action, Person person, @Nullable JsonNode before,
			@Nullable JsonNode after) {
		Subject subject = new Subject("person", person.id().toString(), person.email().value());
		this.events.publishEvent(new Recorded(actor, action, subject, before, after));
	}

	private JsonNode rolesAsJson(Set<Role> roles) {
		return this.json.valueToTree(Map.of("roles", roles));
	}

}

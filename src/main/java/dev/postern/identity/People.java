package dev.postern.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Everybody who has ever signed in. */
@Service
public class People {

	private static final Duration SEEN_OFTEN_ENOUGH = Duration.ofHours(1);

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
	public Person signIn(Claims claims) {
		try {
			return arrive(claims);
		}
		catch (DataIntegrityViolationException ex) {
			// Two first requests of one person at the same instant: the other one was
			// quicker.
			return arrive(claims);
		}
	}

	/**
	 * Who somebody is who shows claims with each request; a sign-in only when something
	 * about the person is new, or once an hour.
	 * @throws PersonLocked when an administrator keeps the person out
	 */
	public Person recognise(Claims claims) {
		Set<Role> roles = this.rules.of(claims.email(), claims.groups());
		Instant recently = this.clock.instant().minus(SEEN_OFTEN_ENOUGH);
		return this.records.findByEmail(claims.email().value())
			.filter((known) -> known.unchanged(claims, roles, recently))
			.map(PersonRecord::person)
			.orElseGet(() -> signIn(claims));
	}

	private Person arrive(Claims claims) {
		return Objects
			.requireNonNull(this.transactions.execute((status) -> this.records.lockByEmail(claims.email().value())
				.map((known) -> comeBack(known, claims))
				.orElseGet(() -> join(claims))));
	}

	private Person join(Claims claims) {
		Set<Role> roles = this.rules.of(claims.email(), claims.groups());
		PersonId id = new PersonId(UUID.randomUUID());
		Person person = this.records.save(new PersonRecord(id, claims, roles, this.clock.instant())).person();
		record(person.actor(), "person.joined", person, null, rolesAsJson(roles));
		return person;
	}

	private Person comeBack(PersonRecord known, Claims claims) {
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

	/** The person with this id, unless kept out or unknown. */
	@Transactional(readOnly = true)
	public Optional<Person> admitted(PersonId id) {
		return this.records.findById(id.value()).filter((known) -> !known.locked()).map(PersonRecord::person);
	}

	@Transactional(readOnly = true)
	public Optional<Profile> find(PersonId id) {
		return this.records.findById(id.value()).map(PersonRecord::profile);
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

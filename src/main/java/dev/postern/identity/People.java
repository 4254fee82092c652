package dev.postern.identity;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.LikePattern;
import dev.postern.kernel.Page;
import dev.postern.kernel.lists.ListOrder;
import dev.postern.kernel.lists.SortedRows;
import dev.postern.kernel.tables.RememberedTable;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Everybody whom Postern knows. */
@Service
public class People {

	/** By their addresses. */
	public static final String USUAL_ORDER = "email";

	private static final List<String> COLUMNS = List.of(USUAL_ORDER, "name", "firstLogin", "lastLogin");

	private static final int MOST_FORMER = 50;

	private final PersonRecords records;

	private final RevocableTokens tokens;

	private final RevocableSessions sessions;

	private final RoleRules rules;

	private final PersonAudit audit;

	private final Clock clock;

	private final RememberedTable<List<Profile>> all;

	People(PersonRecords records, RevocableTokens tokens, RevocableSessions sessions, RoleRules rules,
			PersonAudit audit, Clock clock, JdbcClient jdbc) {
		this.records = records;
		this.tokens = tokens;
		this.sessions = sessions;
		this.rules = rules;
		this.audit = audit;
		this.clock = clock;
		this.all = new RememberedTable<>(jdbc, "person",
				() -> records.findByAddressLostAtIsNullOrderByEmail().stream().map(PersonRecord::profile).toList());
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
	 * Everybody who has an address, a part at a time.
	 * @param text part of a name or address; empty for everybody
	 * @param sort a column, after a minus for the greatest first; empty for the addresses
	 * @param cursor where to go on; {@code null} for the beginning
	 */
	@Transactional(readOnly = true)
	public Found search(String text, String sort, @Nullable String cursor, int size) {
		ListOrder order = ListOrder.of(sort, USUAL_ORDER, COLUMNS);
		List<PersonRecords.Key> keys = this.records.keys(LikePattern.containing(EmailAddress.sought(text)));
		Page<PersonRecords.Key> page = new SortedRows<>(order, value(order.column()), PersonRecords.Key::email)
			.part(keys, cursor, size);
		return new Found(new Page<>(profiles(page.items()), page.next()), keys.size());
	}

	/** The people whom a text fits best: whole addresses and names, then beginnings. */
	@Transactional(readOnly = true)
	public Found best(String text, int most) {
		String sought = EmailAddress.sought(text);
		List<PersonRecords.Key> keys = this.records.keys(LikePattern.containing(sought));
		List<PersonRecords.Key> best = keys.stream()
			.sorted(Comparator.<PersonRecords.Key>comparingInt((key) -> distance(sought, key))
				.thenComparing(PersonRecords.Key::email))
			.limit(most)
			.toList();
		return new Found(new Page<>(profiles(best), null), keys.size());
	}

	private static int distance(String sought, PersonRecords.Key key) {
		String name = SortedRows.text(key.name());
		if (key.email().equals(sought) || name.equals(sought)) {
			return 0;
		}
		return (key.email().startsWith(sought) || name.startsWith(sought)) ? 1 : 2;
	}

	private List<Profile> profiles(List<PersonRecords.Key> keys) {
		Map<UUID, PersonRecord> known = this.records
			.among(keys.stream().map(PersonRecords.Key::id).toArray(UUID[]::new))
			.stream()
			.collect(Collectors.toMap((record) -> record.person().id().value(), Function.identity()));
		return keys.stream()
			.flatMap((key) -> Stream.ofNullable(known.get(key.id())))
			.map(PersonRecord::profile)
			.toList();
	}

	private static Function<PersonRecords.Key, @Nullable String> value(String column) {
		return switch (column) {
			case "name" -> (key) -> SortedRows.text(key.name());
			case "firstLogin" -> (key) -> SortedRows.time(key.firstLoginAt());
			case "lastLogin" -> (key) -> SortedRows.time(key.lastLoginAt());
			default -> PersonRecords.Key::email;
		};
	}

	/** People whose address was given to somebody else, the last first. */
	@Transactional(readOnly = true)
	public List<Profile> searchFormer(String text) {
		return this.records.searchFormer(LikePattern.containing(EmailAddress.sought(text)), Limit.of(MOST_FORMER))
			.stream()
			.map(PersonRecord::profile)
			.toList();
	}

	/** Everybody who has an address, by that; the same list while nobody changes. */
	public List<Profile> all() {
		return this.all.get();
	}

	@Transactional(readOnly = true)
	public Optional<Profile> find(EmailAddress email) {
		return this.records.findByEmail(email.value()).map(PersonRecord::profile);
	}

	/**
	 * Keeps somebody out from the next request on and ends the person's tokens and
	 * sessions for good. Nobody can lock out themselves, nor the last administrator whom
	 * the settings name by address.
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
		int ended = this.sessions.endAll(id);
		this.audit.record(actor, "person.locked", known.person(), Map.of("locked", false),
				Map.of("locked", true, "revoked", revoked, "sessionsEnded", ended));
	}

	/** Lets somebody in again; no token or session from before works again. */
	@Transactional
	public void unlock(PersonId id, Actor actor) {
		PersonRecord known = findForDecision(id, actor);
		if (known.locked()) {
			known.unlock();
			this.tokens.revokeAll(id);
			this.sessions.endAll(id);
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

	/**
	 * People who were looked for.
	 *
	 * @param page a part of them
	 * @param total how many they are, on all parts
	 */
	public record Found(Page<Profile> page, int total) {
	}

}

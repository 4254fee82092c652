package dev.postern.identity.sessions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.postern.identity.IdentityProperties;
import dev.postern.identity.People;
import dev.postern.identity.Person;
import dev.postern.identity.PersonId;
import dev.postern.identity.PersonNotFound;
import dev.postern.identity.PersonPrincipal;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.convert.ConversionService;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The browsers in which people are signed in. They lie in the database, so what ends one
 * ends it on all instances.
 */
@Service
public class Sessions {

	/** How many sessions of a person are told. */
	public static final int MOST_TOLD = 50;

	private static final String SELECT = """
			SELECT s.primary_id, s.creation_time, s.last_access_time, a.attribute_bytes
			FROM spring_session s LEFT JOIN spring_session_attributes a
			ON a.session_primary_id = s.primary_id AND a.attribute_name = 'SPRING_SECURITY_CONTEXT'
			WHERE s.principal_name = :person AND s.expiry_time > :now
			""";

	/** Sessions that have each of some marks. */
	private static final String MARKED = """
			SELECT s.primary_id, s.principal_name
			FROM spring_session s JOIN spring_session_attributes a ON a.session_primary_id = s.primary_id
			WHERE a.attribute_name IN (:marks) AND starts_with(a.attribute_name, '%s')
			GROUP BY s.primary_id HAVING count(*) = :count
			""".formatted(SessionMarks.PREFIX);

	private final People people;

	private final SessionRevocation revocation;

	private final JdbcClient database;

	private final ConversionService attributes;

	private final ApplicationEventPublisher events;

	private final JsonMapper json;

	private final Clock clock;

	private final Duration longest;

	Sessions(People people, SessionRevocation revocation, JdbcClient database,
			@Qualifier("springSessionConversionService") ConversionService attributes, ApplicationEventPublisher events,
			JsonMapper json, Clock clock, IdentityProperties properties) {
		this.people = people;
		this.revocation = revocation;
		this.database = database;
		this.attributes = attributes;
		this.events = events;
		this.json = json;
		this.clock = clock;
		this.longest = properties.sessionMax();
	}

	/** Why a session may not go on; empty when it may. */
	public Optional<SessionEnd> endOf(PersonPrincipal principal) {
		if (principal.signedInAt().filter(this::isTooLongAgo).isPresent()) {
			return Optional.of(SessionEnd.EXPIRED);
		}
		return this.people.isSessionCurrent(principal.person()) ? Optional.empty() : Optional.of(SessionEnd.OUTDATED);
	}

	private boolean isTooLongAgo(Instant begun) {
		return !this.clock.instant().isBefore(begun.plus(this.longest));
	}

	/** The sessions of a person, those used last first, at most {@link #MOST_TOLD}. */
	@Transactional(readOnly = true)
	public List<BrowserSession> of(PersonId person) {
		return this.database.sql(SELECT + "ORDER BY s.last_access_time DESC, s.primary_id LIMIT :most")
			.param("person", person.toString())
			.param("now", this.clock.millis())
			.param("most", MOST_TOLD)
			.query(this::session)
			.stream()
			.filter((session) -> !isTooLongAgo(session.begunAt()))
			.toList();
	}

	@Transactional(readOnly = true)
	public Optional<BrowserSession> find(PersonId person, SessionId id) {
		return this.database.sql(SELECT + "AND s.primary_id = :id")
			.param("person", person.toString())
			.param("now", this.clock.millis())
			.param("id", id.toString())
			.query(this::session)
			.optional();
	}

	/** Ends a session of a person from the next request on. */
	@Transactional
	public void end(PersonId person, SessionId id, Actor by) {
		end(person, find(person, id).orElseThrow(() -> new SessionNotFound(id)), by, "session.ended");
	}

	private void end(PersonId person, BrowserSession session, Actor by, String action) {
		if (delete(person, session.id())) {
			record(by, action, session, known(person));
		}
	}

	private boolean delete(PersonId person, SessionId id) {
		return this.database.sql("DELETE FROM spring_session WHERE primary_id = :id AND principal_name = :person")
			.param("id", id.toString())
			.param("person", person.toString())
			.update() > 0;
	}

	/** Ends all sessions of a person from the next request on. */
	@Transactional
	public void endAll(PersonId id, Actor by) {
		Person person = known(id);
		int ended = this.revocation.endAll(id);
		if (ended > 0) {
			this.events.publishEvent(new Recorded(by, "person.sessions-ended", person.subject(),
					this.json.valueToTree(Map.of("sessions", ended)), this.json.valueToTree(Map.of("sessions", 0))));
		}
	}

	/**
	 * Ends the sessions that the identity provider has ended: one of its own, or all of a
	 * person.
	 */
	@Transactional
	void endAtProvider(String issuer, @Nullable String subject, @Nullable String providerSession) {
		List<String> marks = Stream
			.of(Optional.ofNullable(subject).map((name) -> SessionMarks.ofSubject(issuer, name)),
					Optional.ofNullable(providerSession).map((name) -> SessionMarks.ofSession(issuer, name)))
			.flatMap(Optional::stream)
			.toList();
		this.database.sql(MARKED)
			.param("marks", marks)
			.param("count", marks.size())
			.query((row, number) -> new Marked(PersonId.of(row.getString("principal_name")),
					SessionId.of(row.getString("primary_id"))))
			.list()
			.forEach((marked) -> find(marked.person(), marked.session()).ifPresent((session) -> end(marked.person(),
					session, Actor.postern("identity"), "session.ended-by-provider")));
	}

	private Person known(PersonId id) {
		return this.people.find(id).orElseThrow(() -> new PersonNotFound(id)).person();
	}

	private void record(Actor by, String action, BrowserSession session, Person person) {
		ObjectNode before = this.json.createObjectNode()
			.put("begunAt", session.begunAt().toString())
			.put("lastUsedAt", session.lastUsedAt().toString());
		if (session.address() != null) {
			before.put("address", session.address());
		}
		this.events.publishEvent(new Recorded(by, action,
				new Subject("session", session.id().toString(), person.email().value()), before, null));
	}

	private BrowserSession session(ResultSet row, int number) throws SQLException {
		Optional<Authentication> login = Optional.ofNullable(row.getBytes("attribute_bytes")).flatMap(this::login);
		Instant created = Instant.ofEpochMilli(row.getLong("creation_time"));
		return new BrowserSession(SessionId.of(row.getString("primary_id")),
				login.flatMap(PersonPrincipal::of).flatMap(PersonPrincipal::signedInAt).orElse(created),
				Instant.ofEpochMilli(row.getLong("last_access_time")), login.map(Sessions::address).orElse(null));
	}

	private Optional<Authentication> login(byte[] kept) {
		return (this.attributes.convert(kept, Object.class) instanceof SecurityContext context)
				? Optional.ofNullable(context.getAuthentication()) : Optional.empty();
	}

	private static @Nullable String address(Authentication login) {
		return (login.getDetails() instanceof WebAuthenticationDetails details) ? details.getRemoteAddress() : null;
	}

	private record Marked(PersonId person, SessionId session) {
	}

}

package dev.postern.grants;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.postern.grants.terms.Whom;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.tables.PageReads;
import dev.postern.rules.Policy;
import dev.postern.rules.TemporaryPolicy;
import dev.postern.servers.ServerSpec;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Whom servers let in for a while, now. */
@Service
public class RunningGrants {

	private final JdbcClient jdbc;

	private final Clock clock;

	RunningGrants(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Everybody who is let in for a while, in one read. */
	public Running now() {
		return PageReads.once(this, this::read);
	}

	/**
	 * Whether a person is let in to a server for a while at a moment, or was then,
	 * whatever stands at Cloudflare.
	 */
	public boolean runs(ServerId server, EmailAddress email, Instant moment) {
		return this.jdbc.sql("""
				SELECT count(*) FROM access_grant
				 WHERE server_id = :server AND email = :email AND state IN ('ACTIVE', 'EXPIRED', 'ENDED', 'REVOKED')
				   AND starts_at <= :at AND ends_at > :at AND (closed_at IS NULL OR closed_at > :at)
				   AND closure IS DISTINCT FROM 'NEVER_BEGAN'""")
			.param("server", server.value())
			.param("email", email.value())
			.param("at", GrantStore.stored(moment))
			.query(Integer.class)
			.single() > 0;
	}

	private Running read() {
		return new Running(this.jdbc.sql("""
				SELECT s.server_id, s.email, s.shall_minutes, g.ends_at
				  FROM grant_standing s JOIN access_grant g ON g.id = s.grant_id
				 WHERE s.shall_minutes IS NOT NULL AND g.state = 'ACTIVE' AND g.ends_at > :now""")
			.param("now", GrantStore.stored(this.clock.instant()))
			.query((row, number) -> new LetIn(new ServerId(row.getObject("server_id", UUID.class)),
					EmailAddress.of(row.getString("email")), Duration.ofMinutes(row.getInt("shall_minutes")),
					row.getObject("ends_at", OffsetDateTime.class).toInstant()))
			.list()
			.stream()
			.collect(Collectors.groupingBy(LetIn::server)));
	}

	/**
	 * Who is let in for a while, by server.
	 */
	public record Running(Map<ServerId, List<LetIn>> byServer) {

		/** Nobody. */
		public static final Running NONE = new Running(Map.of());

		public Running {
			byServer = Map.copyOf(byServer);
		}

		/**
		 * The policies of a server, with the one for those who are let in for a while.
		 */
		public List<Policy> policies(ServerId server, ServerSpec spec) {
			Collection<LetIn> all = this.byServer.getOrDefault(server, List.of());
			Duration session = all.stream()
				.map(LetIn::login)
				.min(Duration::compareTo)
				.filter((login) -> login.compareTo(spec.sessionDuration()) < 0)
				.orElse(spec.sessionDuration());
			return TemporaryPolicy.added(spec.policies(),
					all.stream().map(LetIn::email).collect(Collectors.toCollection(TreeSet::new)), session);
		}

		/** Until when a person is let in to a server for a while; empty when not. */
		public Optional<Instant> until(ServerId server, EmailAddress email) {
			return this.byServer.getOrDefault(server, List.of())
				.stream()
				.filter((one) -> one.email().equals(email))
				.map(LetIn::until)
				.max(Instant::compareTo);
		}

	}

	/**
	 * Somebody who is let in for a while.
	 *
	 * @param login how long a login may last now
	 */
	public record LetIn(ServerId server, EmailAddress email, Duration login, Instant until) {
	}

}

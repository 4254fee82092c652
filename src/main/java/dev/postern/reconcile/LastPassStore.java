package dev.postern.reconcile;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.postern.kernel.TunnelId;
import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Remembers what the last pass over a tunnel has seen of the registry. By generations and
 * not by times, since an edit may commit long after its time.
 */
@Component
class LastPassStore {

	private final JdbcClient jdbc;

	LastPassStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Everything about a tunnel's servers that a pass acts on. */
	static String seen(Collection<Server> servers) {
		return servers.stream()
			.map((server) -> "%s:%d".formatted(server.id(), server.generation()))
			.sorted()
			.collect(Collectors.joining(","));
	}

	Optional<LastPass> last(TunnelId tunnel) {
		return this.jdbc.sql("SELECT seen, retry_at FROM tunnel_pass WHERE tunnel_id = :tunnel")
			.param("tunnel", tunnel.value())
			.query((row, number) -> {
				Timestamp retryAt = row.getTimestamp("retry_at");
				return new LastPass(row.getString("seen"), (retryAt != null) ? retryAt.toInstant() : null);
			})
			.optional();
	}

	void remember(TunnelId tunnel, LastPass pass) {
		this.jdbc.sql("""
				INSERT INTO tunnel_pass (tunnel_id, seen, retry_at) VALUES (:tunnel, :seen, :retryAt)
				ON CONFLICT (tunnel_id) DO UPDATE SET seen = excluded.seen, retry_at = excluded.retry_at""")
			.param("tunnel", tunnel.value())
			.param("seen", pass.seen())
			.param("retryAt", (pass.retryAt() != null) ? Timestamp.from(pass.retryAt()) : null)
			.update();
	}

	/**
	 * How a pass ended.
	 *
	 * @param retryAt when it is to be tried again; {@code null} when it came to an end
	 */
	record LastPass(String seen, @Nullable Instant retryAt) {

		/**
		 * When a job that comes after it has its turn; empty when nothing is left to do.
		 */
		Optional<Instant> due() {
			return Optional.ofNullable(this.retryAt);
		}

	}

}

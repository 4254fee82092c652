package dev.postern.fake.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.postern.fake.api.Call;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request that the fake has seen.
 *
 * @param position counted from 1 since the start or the last {@link Journal#clear()}
 * @param call the request, without its credentials
 * @param status 0 as long as nothing was answered, and when the connection was cut
 * @param committed whether something was written
 * @param faults the faults that struck it
 */
public record JournalEntry(int position, Instant at, Call call, int status, boolean committed, Duration took,
		List<String> faults) {

	public String method() {
		return this.call.method();
	}

	public String path() {
		return this.call.path();
	}

	public @Nullable JsonNode body() {
		return this.call.body();
	}

	public String userAgent() {
		return this.call.header("user-agent").orElse("");
	}

	@Override
	public String toString() {
		return "#%d %s %s → %d".formatted(this.position, method(), path(), this.status);
	}

}

package dev.postern.reconcile.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import dev.postern.kernel.Problem;
import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;

/** How soon a page should ask again how far a server is. */
final class PollInterval {

	private static final String QUICK = "every 1s";

	private static final String SLOW = "every 5s";

	private static final Duration NEAR = Duration.ofSeconds(10);

	/** How long a connector may take to hear of a new configuration before it is late. */
	private static final Duration CONNECTORS_MAY_TAKE = Duration.ofMinutes(2);

	private PollInterval() {
	}

	/**
	 * What makes the page ask again, in htmx's words; {@code null} when nothing goes on.
	 * @param until until when the page asks quickly in any case, because a person has
	 * just asked for something
	 */
	static @Nullable String of(Server server, List<ChecklistItem> items, Instant now, Instant until) {
		return (goesOn(server) || now.isBefore(until)) ? QUICK : later(server.problem(), items, now);
	}

	private static boolean goesOn(Server server) {
		return switch (server.phase()) {
			case PENDING, REMOVING -> server.problem() == null;
			case APPLYING -> true;
			case READY, DRIFTED, HELD, FAILED -> false;
		};
	}

	private static @Nullable String later(@Nullable Problem problem, List<ChecklistItem> items, Instant now) {
		Instant retryAt = (problem != null) ? problem.retryAt() : null;
		if (retryAt != null) {
			Duration left = Duration.between(now, retryAt).minus(NEAR);
			return left.isPositive() ? "load delay:%ds".formatted(left.toSeconds() + 1) : QUICK;
		}
		return awaitsConnectors(items, now) ? SLOW : null;
	}

	private static boolean awaitsConnectors(List<ChecklistItem> items, Instant now) {
		return items.stream().anyMatch((item) -> item.name() == ChecklistItem.Name.CONNECTED && isOpen(item.state()))
				&& items.stream()
					.filter((item) -> item.name() == ChecklistItem.Name.ROUTED)
					.flatMap((item) -> Stream.ofNullable(item.at()))
					.anyMatch((at) -> now.isBefore(at.plus(CONNECTORS_MAY_TAKE)));
	}

	private static boolean isOpen(ChecklistItem.State state) {
		return switch (state) {
			case RUNNING, TROUBLE, UNKNOWN -> true;
			case DONE, WAITING, SKIPPED, YOURS -> false;
		};
	}

}

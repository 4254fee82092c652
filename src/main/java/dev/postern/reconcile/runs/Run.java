package dev.postern.reconcile.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.plan.Change.Phase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One run over a tunnel that found something to do, or could not find out.
 *
 * @param endedAt {@code null} while it goes on
 * @param problem what kept the whole run from going on, or what people have to know of it
 * @param servers how many it changed something of, or was to
 * @param held how many of them need a decision
 */
public record Run(UUID id, TunnelId tunnel, Instant startedAt, @Nullable Instant endedAt, Status status,
		@Nullable Problem problem, int servers, int held) {

	/** How long it took; {@code null} while it goes on. */
	public @Nullable Duration duration() {
		return between(this.startedAt, this.endedAt);
	}

	private static @Nullable Duration between(@Nullable Instant from, @Nullable Instant to) {
		return (from != null && to != null) ? Duration.between(from, to) : null;
	}

	/** How a run went. */
	public enum Status {

		RUNNING, DONE, HELD, POSTPONED, AWAITING_APPROVAL, ABANDONED

	}

	/** How far one change is. */
	public enum ChangeStatus {

		WAITING, RUNNING, DONE, REFUSED, UNKNOWN, SKIPPED;

		/** How far a change is whose request ended so. */
		public static ChangeStatus after(CloudflareException exception) {
			return switch (exception) {
				case CloudflareException.Throttled ex -> SKIPPED;
				case CloudflareException.Unavailable ex -> UNKNOWN;
				case CloudflareException.Unauthorized ex -> REFUSED;
				case CloudflareException.Missing ex -> REFUSED;
				case CloudflareException.Rejected ex -> REFUSED;
			};
		}

	}

	/**
	 * One change of a run.
	 *
	 * @param kind the change's name, for example {@code CreateApp}
	 * @param answer what Cloudflare answered, in short; {@code null} before it did
	 */
	public record ChangeProgress(int seq, String kind, Phase phase, List<ServerId> servers, List<Hostname> hostnames,
			@Nullable JsonNode before, @Nullable JsonNode after, ChangeStatus status, @Nullable String answer,
			@Nullable Instant startedAt, @Nullable Instant endedAt) {

		public ChangeProgress {
			servers = List.copyOf(servers);
			hostnames = List.copyOf(hostnames);
		}

		/** The same with nothing in it about any other hostname. */
		ChangeProgress about(Set<Hostname> some) {
			List<Hostname> own = this.hostnames.stream().filter(some::contains).toList();
			return new ChangeProgress(this.seq, this.kind, this.phase, this.servers, own, rules(this.before, some),
					rules(this.after, some), this.status, this.answer, this.startedAt, this.endedAt);
		}

		/** Only a configuration is about several; its rules are a list. */
		private static @Nullable JsonNode rules(@Nullable JsonNode rules, Set<Hostname> some) {
			if (rules == null || !rules.isArray()) {
				return rules;
			}
			ArrayNode own = JsonNodeFactory.instance.arrayNode();
			rules.valueStream()
				.filter((rule) -> some.stream().anyMatch((one) -> one.isMeantBy(rule.path("hostname").asString(""))))
				.forEach(own::add);
			return own;
		}

		/** How long it took; {@code null} unless it was begun and ended. */
		public @Nullable Duration duration() {
			return between(this.startedAt, this.endedAt);
		}

	}

}

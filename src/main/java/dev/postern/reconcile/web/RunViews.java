package dev.postern.reconcile.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.runs.RunStop;
import dev.postern.reconcile.runs.ServerRun;
import dev.postern.reconcile.web.PlanView.ChangeType;
import dev.postern.reconcile.web.PlanView.ResourceType;
import dev.postern.tunnels.Tunnels;
import dev.postern.ui.ProblemTexts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Puts runs into words. */
@Component
class RunViews {

	private static final Duration SHORT = Duration.ofSeconds(1);

	private static final Duration LONG = Duration.ofMinutes(1);

	private final ProblemTexts problems;

	private final MessageSource messages;

	private final Tunnels tunnels;

	RunViews(ProblemTexts problems, MessageSource messages, Tunnels tunnels) {
		this.problems = problems;
		this.messages = messages;
		this.tunnels = tunnels;
	}

	/** Whole runs, in short. */
	List<RunView> of(List<Run> runs) {
		Map<TunnelId, String> names = this.tunnels.names();
		return runs.stream().map((run) -> of(run, names)).toList();
	}

	RunView of(Run run) {
		return of(run, this.tunnels.names());
	}

	private RunView of(Run run, Map<TunnelId, String> names) {
		return view(run, names, code(run.status()), run.servers(), run.problem(), List.of());
	}

	/** The parts that one server has in runs. */
	List<RunView> ofServer(List<ServerRun> parts) {
		Map<TunnelId, String> names = this.tunnels.names();
		return parts.stream()
			.map((part) -> view(part.run(), names, code(part.outcome()), part.changes().size(), part.problem(),
					part.changes().stream().map(this::line).toList()))
			.toList();
	}

	private RunView view(Run run, Map<TunnelId, String> names, String outcome, int count, @Nullable Problem problem,
			List<RunView.Line> changes) {
		return new RunView(run.id(), run.tunnel(), names.getOrDefault(run.tunnel(), run.tunnel().toString()),
				run.startedAt(), took(run.duration()), outcome, count, run.servers(), run.held(),
				(problem != null) ? this.problems.of("problem.%s", problem) : null,
				(problem != null) ? problem.retryAt() : null, changes);
	}

	RunView.Line line(Run.ChangeProgress change) {
		return new RunView.Line(change.seq(), sign(change), thing(change.kind()), change.hostnames(), change.status(),
				took(change.duration()), change.answer(),
				pretty(change.before()) != null || pretty(change.after()) != null);
	}

	RunView.Stop stop(RunStop stop) {
		return new RunView.Stop(stop.server().toString(), stop.hostname(), stop.phase() == Phase.HELD,
				this.problems.of("problem.%s", stop.problem()));
	}

	RunView.Stored stored(Run.ChangeProgress change) {
		return new RunView.Stored(pretty(change.before()), pretty(change.after()));
	}

	private static String code(Enum<?> outcome) {
		return outcome.name().toLowerCase(Locale.ROOT);
	}

	private static ChangeType sign(Run.ChangeProgress change) {
		boolean nothingBefore = change.before() == null || change.before().isEmpty();
		boolean nothingAfter = change.after() == null || change.after().isEmpty();
		if (nothingBefore == nothingAfter) {
			return ChangeType.CHANGE;
		}
		return nothingBefore ? ChangeType.CREATE : ChangeType.DELETE;
	}

	private static ResourceType thing(String kind) {
		return switch (kind) {
			case "CreateApp", "UpdateApp", "DeleteApp" -> ResourceType.APPLICATION;
			case "CreateDns", "UpdateDns", "DeleteDns" -> ResourceType.DNS_RECORD;
			case "ReplaceIngress" -> ResourceType.INGRESS_RULE;
			default -> throw new IllegalArgumentException("not a kind of change: '%s'".formatted(kind));
		};
	}

	private @Nullable String took(@Nullable Duration duration) {
		if (duration == null) {
			return null;
		}
		if (duration.compareTo(SHORT) < 0) {
			return text("reconcile.duration.millis", duration.toMillis());
		}
		if (duration.compareTo(LONG) < 0) {
			BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).setScale(1, RoundingMode.HALF_UP);
			return text("reconcile.duration.seconds", seconds.toPlainString());
		}
		return text("reconcile.duration.minutes", duration.toMinutes(), duration.toSecondsPart());
	}

	private static @Nullable String pretty(@Nullable JsonNode node) {
		return (node == null || node.isEmpty()) ? null : node.toPrettyString();
	}

	private String text(String code, Object... args) {
		return this.messages.getMessage(code, args, Locale.ENGLISH);
	}

}

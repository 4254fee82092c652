package dev.postern.reconcile.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.web.PlanView.ChangeType;
import dev.postern.reconcile.web.PlanView.ResourceType;
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

	RunViews(ProblemTexts problems, MessageSource messages) {
		this.problems = problems;
		this.messages = messages;
	}

	RunView of(Run run) {
		return new RunView(run.id(), run.tunnel(), run.startedAt(), took(run.duration()), run.status(),
				(run.problem() != null) ? this.problems.of("problem.%s", run.problem()) : null,
				(run.problem() != null) ? run.problem().retryAt() : null,
				run.changes().stream().map(this::line).toList());
	}

	private RunView.Line line(Run.ChangeProgress change) {
		return new RunView.Line(sign(change), thing(change.kind()), change.hostnames(), change.status(),
				took(change.duration()), change.answer(), pretty(change.before()), pretty(change.after()));
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

package dev.postern.reconcile.web;

import java.util.List;
import java.util.Locale;

import dev.postern.reconcile.plan.Conflict;
import dev.postern.servers.Problem;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells problems in words. */
@Component
class ProblemTexts {

	private final MessageSource messages;

	ProblemTexts(MessageSource messages) {
		this.messages = messages;
	}

	Told of(Problem problem) {
		return new Told(text(problem, "what"), text(problem, "means"), text(problem, "todo"), problem.said());
	}

	Told of(Conflict conflict) {
		return of(
				new Problem(code(conflict.kind()), List.of(conflict.hostname().value(), conflict.found()), null, null));
	}

	static String code(Conflict.Kind kind) {
		return switch (kind) {
			case APPLICATION_TAKEN -> "application-taken";
			case RECORD_TAKEN -> "record-taken";
			case RULE_TAKEN -> "rule-taken";
			case NOBODY_ALLOWED -> "nobody-allowed";
		};
	}

	private String text(Problem problem, String part) {
		return this.messages.getMessage("problem.%s.%s".formatted(problem.code(), part), problem.args().toArray(),
				Locale.ENGLISH);
	}

}

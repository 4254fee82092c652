package dev.postern.reconcile.web;

import java.util.Locale;

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

	private String text(Problem problem, String part) {
		return this.messages.getMessage("problem.%s.%s".formatted(problem.code(), part), problem.args().toArray(),
				Locale.ENGLISH);
	}

}

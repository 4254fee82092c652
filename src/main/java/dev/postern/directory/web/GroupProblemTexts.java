package dev.postern.directory.web;

import java.time.Instant;
import java.util.Locale;

import dev.postern.directory.GroupProblem;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells problems of groups in words. */
@Component
class GroupProblemTexts {

	private final MessageSource messages;

	GroupProblemTexts(MessageSource messages) {
		this.messages = messages;
	}

	Told of(GroupProblem problem) {
		return new Told(text(problem, "what"), text(problem, "means"), text(problem, "todo"), problem.said(),
				problem.retryAt(), problem.code().equals("removals-need-approval"));
	}

	private String text(GroupProblem problem, String part) {
		return this.messages.getMessage("directory.problem.%s.%s".formatted(problem.code(), part),
				problem.args().toArray(), Locale.ENGLISH);
	}

	/**
	 * A problem in three sentences.
	 *
	 * @param said Cloudflare's own words
	 * @param approval whether a person's approval solves it
	 */
	record Told(String what, String means, String todo, @Nullable String said, @Nullable Instant retryAt,
			boolean approval) {
	}

}

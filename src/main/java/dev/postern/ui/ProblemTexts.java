package dev.postern.ui;

import java.util.Locale;

import dev.postern.kernel.Problem;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Puts problems into the three sentences that {@code messages.properties} has. */
@Component
public class ProblemTexts {

	private final MessageSource messages;

	ProblemTexts(MessageSource messages) {
		this.messages = messages;
	}

	/**
	 * A problem of a server or a group.
	 * @param key where the texts of its kind begin, with a place for the problem's code,
	 * for example {@code problem.%s}
	 */
	public ProblemView of(String key, Problem problem) {
		return of(key.formatted(problem.code()), problem.said(), problem.args().toArray())
			.documentedAt(problem.documentation());
	}

	/**
	 * A problem whose texts are {@code <key>.what|means|todo}.
	 * @param said Cloudflare's own words
	 * @param args what the texts name, from {@code {0}} on
	 */
	public ProblemView of(String key, @Nullable String said, Object... args) {
		return new ProblemView(text(key + ".what", args), text(key + ".means", args), text(key + ".todo", args), said,
				null);
	}

	private String text(String key, Object... args) {
		return this.messages.getMessage(key, args, Locale.ENGLISH);
	}

}

package dev.postern.reconcile.web;

import java.util.Locale;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.ui.ProblemTexts;
import dev.postern.ui.ProblemView;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells a person why Cloudflare did not do what was asked of it just now. */
@Component
class CloudflareTexts {

	private final ProblemTexts problems;

	private final MessageSource messages;

	CloudflareTexts(ProblemTexts problems, MessageSource messages) {
		this.problems = problems;
		this.messages = messages;
	}

	ProblemView of(CloudflareException exception) {
		return this.problems.of("reconcile.cloudflare.%s".formatted(kind(exception)), exception.getMessage())
			.documentedAt(exception.documentation().orElse(null));
	}

	String title(CloudflareException exception) {
		return this.messages.getMessage("reconcile.cloudflare.%s.title".formatted(kind(exception)), null,
				Locale.ENGLISH);
	}

	private static String kind(CloudflareException exception) {
		return switch (exception) {
			case CloudflareException.Throttled throttled -> "throttled";
			case CloudflareException.Unavailable unavailable -> "unavailable";
			case CloudflareException.Missing missing -> "missing";
			case CloudflareException.Rejected rejected -> "rejected";
			case CloudflareException.Unauthorized unauthorized -> "unauthorized";
		};
	}

}

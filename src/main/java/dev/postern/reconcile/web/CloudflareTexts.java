package dev.postern.reconcile.web;

import java.util.Locale;

import dev.postern.cloudflare.CloudflareException;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells a person why Cloudflare did not do what was asked of it just now. */
@Component
class CloudflareTexts {

	private final MessageSource messages;

	CloudflareTexts(MessageSource messages) {
		this.messages = messages;
	}

	Told of(CloudflareException exception) {
		return new Told(text(exception, "what"), text(exception, "means"), text(exception, "todo"),
				exception.getMessage());
	}

	String title(CloudflareException exception) {
		return text(exception, "title");
	}

	private String text(CloudflareException exception, String part) {
		return this.messages.getMessage("reconcile.cloudflare.%s.%s".formatted(kind(exception), part), null,
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

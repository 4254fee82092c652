package dev.postern.ui;

import java.util.Locale;
import java.util.Objects;

import org.springframework.context.MessageSource;

/** What countries are called, and what Cloudflare gives a code as if it were one. */
public class CountryNames {

	private final MessageSource messages;

	public CountryNames(MessageSource messages) {
		this.messages = messages;
	}

	/** The name of a country by the code that Cloudflare gives it. */
	public String of(String code) {
		return Objects.requireNonNull(this.messages.getMessage("ui.country." + code, null,
				Locale.of("", code).getDisplayCountry(Locale.ENGLISH), Locale.ENGLISH));
	}

}

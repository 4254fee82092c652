package dev.postern.ui;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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

	/** These countries to choose from: the code of each and its name, by name. */
	public Map<String, String> choices(Collection<String> codes) {
		Map<String, String> choices = new LinkedHashMap<>();
		codes.stream()
			.map((code) -> Map.entry(code, of(code)))
			.sorted(Map.Entry.comparingByValue())
			.forEach((choice) -> choices.put(choice.getKey(), choice.getValue()));
		return choices;
	}

}

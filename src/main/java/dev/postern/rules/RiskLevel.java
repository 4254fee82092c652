package dev.postern.rules;

import java.util.Arrays;
import java.util.Locale;

/** How risky Cloudflare rates a user's behaviour. */
public enum RiskLevel {

	LOW, MEDIUM, HIGH, UNSCORED;

	static RiskLevel of(String wire) {
		return Arrays.stream(values())
			.filter((level) -> level.wire().equals(wire))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("not a risk level: '%s'".formatted(wire)));
	}

	public String wire() {
		return name().toLowerCase(Locale.ROOT);
	}

}

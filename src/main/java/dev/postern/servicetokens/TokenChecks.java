package dev.postern.servicetokens;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.PlainText;
import org.jspecify.annotations.Nullable;

/** Reads what somebody wants of a service token, and says what would be right. */
final class TokenChecks {

	private static final int LONGEST_NAME = 100;

	private TokenChecks() {
	}

	static String name(String name) {
		String label = name.strip();
		if (label.isEmpty()) {
			throw InvalidInput.of("name", name, "servicetokens.error.name.missing");
		}
		if (label.length() > LONGEST_NAME || PlainText.breaks(label)) {
			throw InvalidInput.of("name", name, "servicetokens.error.name", LONGEST_NAME);
		}
		Optional<String> hidden = PlainText.hidden(label);
		if (hidden.isPresent()) {
			throw InvalidInput.of("name", name, "servicetokens.error.name.hidden", hidden.get());
		}
		return label;
	}

	/** Whole hours, as Cloudflare takes them. */
	static Duration lifetime(Duration lifetime) {
		boolean whole = lifetime.equals(lifetime.truncatedTo(ChronoUnit.HOURS));
		if (!whole || lifetime.isNegative() || lifetime.isZero()
				|| lifetime.compareTo(ManagedToken.LONGEST_LIFETIME) > 0) {
			throw InvalidInput.of("duration", lifetime.toHours() + "h", "servicetokens.error.duration",
					ManagedToken.LONGEST_LIFETIME.toHours());
		}
		return lifetime;
	}

	/**
	 * Until when the old secret goes on, in whole seconds; {@code null} for no longer.
	 */
	static @Nullable Instant grace(@Nullable Instant until, Instant now) {
		if (until != null && (!until.isAfter(now) || until.isAfter(now.plus(ManagedToken.LONGEST_GRACE)))) {
			throw InvalidInput.of("previousSecretExpiresAt", until.toString(), "servicetokens.error.grace",
					ManagedToken.LONGEST_GRACE.toDays());
		}
		return (until != null) ? until.truncatedTo(ChronoUnit.SECONDS) : null;
	}

}

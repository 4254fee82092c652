package dev.postern.rules;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Independent MFA: a second factor that Cloudflare itself asks for.
 *
 * @param allowed the factors that count; empty for all
 * @param disabled whether it is not asked for, though the application does
 * @param sessionDuration how long one proof lasts, whole minutes up to 720 hours;
 * {@code null} for the application's
 */
public record Mfa(Set<Authenticator> allowed, boolean disabled, @Nullable Duration sessionDuration) {

	public Mfa {
		EnumSet<Authenticator> sorted = EnumSet.noneOf(Authenticator.class);
		sorted.addAll(allowed);
		allowed = Collections.unmodifiableSet(sorted);
	}

	boolean saysNothing() {
		return this.allowed.isEmpty() && !this.disabled && this.sessionDuration == null;
	}

	/** A kind of second factor. */
	public enum Authenticator {

		TOTP, BIOMETRICS, SECURITY_KEY;

		static Authenticator of(String wire) {
			return Arrays.stream(values())
				.filter((authenticator) -> authenticator.wire().equals(wire))
				.findFirst()
				.orElseThrow(() -> new IllegalArgumentException("not an authenticator: '%s'".formatted(wire)));
		}

		public String wire() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}

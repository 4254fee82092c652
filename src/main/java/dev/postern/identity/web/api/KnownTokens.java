package dev.postern.identity.web.api;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.kernel.Sha256;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Which bearer tokens were let in lately, so that whoever shows one of them does not pay
 * for what others try from the same address. It holds hashes and no token, and lets
 * nobody in.
 */
@Component
public class KnownTokens {

	static final Duration LATELY = Duration.ofMinutes(10);

	private static final int REMEMBERED = 100_000;

	private static final String SCHEME = "bearer ";

	private final Cache<String, Boolean> hashes;

	public KnownTokens(Clock clock) {
		this.hashes = Caffeine.newBuilder()
			.maximumSize(REMEMBERED)
			.expireAfterWrite(LATELY)
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
			.build();
	}

	/**
	 * Whether a request shows such a token.
	 * @param authorization the header of that name; {@code null} when there is none
	 */
	public boolean isShownIn(@Nullable String authorization) {
		return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)
				&& this.hashes.getIfPresent(Sha256.of(authorization.substring(SCHEME.length()))) != null;
	}

	void remember(String token) {
		this.hashes.put(Sha256.of(token), true);
	}

	void forget(String token) {
		this.hashes.invalidate(Sha256.of(token));
	}

}

package dev.postern.connect.outbound;

import dev.postern.identity.PersonId;
import dev.postern.kernel.limits.FairLimits;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

/** How often Postern goes out for a person and for all, on this instance. */
public final class ProbeLimits {

	private static final int REMEMBERED = 10_000;

	private final FairLimits<PersonId> limits;

	public ProbeLimits(int perPerson, int perMinute) {
		this.limits = new FairLimits<>(REMEMBERED, perPerson, perMinute);
	}

	/**
	 * Counts one more; where that is too many, the answer says when to come again.
	 * @throws TooManyProbes when there were too many
	 */
	public void take(PersonId person, HttpServletResponse response) {
		this.limits.take(person).ifPresent((wait) -> {
			TooManyProbes refusal = new TooManyProbes(wait);
			response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(refusal.retryAfter()));
			throw refusal;
		});
	}

}

package dev.postern.audit.web;

import java.time.Instant;

import dev.postern.audit.Verification;
import dev.postern.audit.Verification.Fault;
import org.jspecify.annotations.Nullable;

/**
 * A verification as the page and the API show it.
 *
 * @param status intact or broken
 * @param hash the hash of the last entry of an intact chain
 * @param brokenAt the first place that does not fit
 */
record VerificationView(String status, @Nullable Long entries, @Nullable String hash, @Nullable Long brokenAt,
		@Nullable Fault fault, Instant checkedAt) {

	static VerificationView of(Verification verification) {
		return switch (verification) {
			case Verification.Intact(var entries, var hash, var at) ->
				new VerificationView("intact", entries, hash, null, null, at);
			case Verification.Broken(var seq, var fault, var at) ->
				new VerificationView("broken", null, null, seq, fault, at);
		};
	}

}

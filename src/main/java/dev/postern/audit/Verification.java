package dev.postern.audit;

import java.time.Instant;

/** What a walk along the whole chain found. */
public sealed interface Verification {

	/** When the walk ended. */
	Instant checkedAt();

	/**
	 * Every entry is as it was written and none is missing.
	 *
	 * @param entries how many entries there are
	 * @param hash the hash of the last, in hexadecimal digits; whoever noted it down can
	 * prove later that nothing before it was changed
	 */
	record Intact(long entries, String hash, Instant checkedAt) implements Verification {
	}

	/**
	 * Somebody changed the entries behind Postern's back.
	 *
	 * @param seq the first place where the chain does not fit
	 */
	record Broken(long seq, Fault fault, Instant checkedAt) implements Verification {
	}

	/** What does not fit. */
	enum Fault {

		/** The entry is not what was written. */
		ALTERED,

		/** The entry does not follow the one before it. */
		UNLINKED,

		/** An entry is not there any more. */
		MISSING,

		/** An entry is there that no link of the chain holds. */
		ADDED

	}

}

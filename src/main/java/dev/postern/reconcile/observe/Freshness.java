package dev.postern.reconcile.observe;

import java.time.Instant;

/** How new an answer about what surrounds a tunnel's servers has to be. */
public sealed interface Freshness {

	/** Good enough for an edit, which shall cost no request more. */
	Freshness RECENT = new Recent();

	/** Asked for within the last minutes. */
	record Recent() implements Freshness {
	}

	/**
	 * Asked for at this time or later, for whatever tunnel: a look at many asks for what
	 * they share once.
	 */
	record Since(Instant time) implements Freshness {
	}

}

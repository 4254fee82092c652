package dev.postern.reconcile.observe;

/** How new an answer about what surrounds a tunnel's servers has to be. */
public enum Freshness {

	/** Asked for now. */
	NOW,
	/** Asked for within the last minutes, so that an edit costs no request more. */
	RECENT

}

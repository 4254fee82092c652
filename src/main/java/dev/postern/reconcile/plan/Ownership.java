package dev.postern.reconcile.plan;

/** Whose a thing at Cloudflare is, as the ledger says. */
public enum Ownership {

	/** Ours, and this tunnel's to look after. */
	OURS,
	/** Ours, but another tunnel of ours looks after it. */
	OTHER_TUNNEL,
	/** Somebody else's: never touched. */
	FOREIGN

}

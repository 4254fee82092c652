package dev.postern.reconcile.plan;

/**
 * What Postern may do at Cloudflare by itself; each mode permits all that those before it
 * do.
 */
public enum Mode {

	/** Looks and reports only. */
	OBSERVE,
	/** Makes and changes, never removes. */
	UPSERT,
	/** Everything that is asked for. */
	FULL

}

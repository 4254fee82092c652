package dev.postern.history;

/** Why logins cannot be imported. */
public enum ImportFailure {

	/** The credentials lack the permission to read them. */
	NOT_ALLOWED,

	/** The request budget is used up. */
	BUSY,

	/** Cloudflare gives no answer that can be read. */
	UNREACHABLE,

	/** Cloudflare does not take the request. */
	REJECTED,

	/** Postern itself failed. */
	FAILED

}

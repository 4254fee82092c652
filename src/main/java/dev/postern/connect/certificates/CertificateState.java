package dev.postern.connect.certificates;

import java.util.Locale;

/** How it stands with short-lived certificates for a server. */
public enum CertificateState {

	/** No authority is known. */
	NONE,

	/** One was asked for, and Cloudflare gave no answer. */
	ASKED,

	/** The one that is known signs for the application that guards the server. */
	STANDS,

	/**
	 * The application was made anew since, and the authority went with the old one: the
	 * server trusts a key with which nobody signs any more.
	 */
	STALE,

	/** Its removal was asked for, and Cloudflare gave no answer. */
	REMOVING,

	/** The database does not hold what Postern wrote. */
	UNREADABLE;

	/** Whether Cloudflare has yet to tell what came of what was asked for. */
	public boolean isUnanswered() {
		return this == ASKED || this == REMOVING;
	}

	/** Names its texts. */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}

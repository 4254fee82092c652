package dev.postern.servicetokens;

/** How a service token is, as far as somebody has to do something about it. */
public enum TokenState {

	/** It works. */
	VALID,

	/** It works, but not for long. */
	EXPIRING,

	EXPIRED,

	/** Somebody disabled it, so that none of its secrets is accepted. */
	DISABLED,

	/**
	 * It was to be enabled or disabled and no answer came, so nobody knows which it is.
	 */
	SWITCHING,

	/** It was asked for and no answer came; whether it exists is being looked up. */
	ASKED,

	/** It exists, but the answer that told its secret was lost. */
	UNTOLD,

	/**
	 * A rotation was asked for and no answer came, so nobody knows which secret works.
	 */
	UNSURE,

	/** Its deletion was asked for and is not known to be done. */
	REMOVING,

	/** Somebody else deleted it at Cloudflare. */
	GONE;

	/**
	 * Whether a machine may be let in by it; of one that is being switched nobody knows.
	 */
	public boolean usable() {
		return switch (this) {
			case VALID, EXPIRING, UNTOLD, UNSURE, SWITCHING -> true;
			case EXPIRED, DISABLED, ASKED, REMOVING, GONE -> false;
		};
	}

	/** Whether it is known to exist and to stay, so that it can be changed. */
	public boolean changeable() {
		return switch (this) {
			case VALID, EXPIRING, EXPIRED, DISABLED, SWITCHING, UNTOLD, UNSURE -> true;
			case ASKED, REMOVING, GONE -> false;
		};
	}

}

package dev.postern.connect.evidence;

import java.util.Locale;

/** A step on the way from a registered server to one that is reached safely, in order. */
public enum Step {

	/** The Access application was read back from Cloudflare. */
	APPLICATION,
	/** The tunnel got its rule. */
	ROUTE,
	/** The DNS record was made. */
	RECORD,
	/** The connectors were seen to have the rule. */
	CONNECTOR,
	/** Somebody came in for the first time. */
	FIRST_LOGIN,
	/** Port 22 was found closed. */
	PORT_CLOSED;

	/** Names its texts. */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}

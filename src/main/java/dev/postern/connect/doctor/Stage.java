package dev.postern.connect.doctor;

import java.util.Locale;

/** A link of the chain from a person to a server, in the order of the way. */
public enum Stage {

	/** The DNS record at Cloudflare. */
	RECORD,
	/** What answers at the hostname. */
	EDGE,
	/** The Access application that asks who comes. */
	ACCESS,
	/** The tunnel and its connectors. */
	TUNNEL,
	/** Whether the connectors have the rule. */
	CONNECTOR,
	/** Whether the rule is the one that counts. */
	RULE,
	/** The SSH daemon behind the connector. */
	ORIGIN,
	/** Whether the policies let the person in. */
	PERSON;

	/** Names its texts. */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}

package dev.postern.connect.ports;

import java.util.Collection;
import java.util.Locale;

/** What came of trying a port. */
public enum PortResult {

	/** It took the connection. */
	OPEN,
	/** It refused the connection. */
	CLOSED,
	/** Nothing came back. */
	FILTERED;

	/** Names its texts. */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Several addresses together: one that is open is enough, one silent leaves doubt.
	 */
	static PortResult of(Collection<PortResult> all) {
		return all.contains(OPEN) ? OPEN : all.contains(FILTERED) ? FILTERED : CLOSED;
	}

}

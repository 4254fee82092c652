package dev.postern.tunnels.lifecycle;

/**
 * What came of asking for another token.
 *
 * @param done whether the tunnel is known to have another token
 * @param connections what became of the connections that were open
 */
public record TokenRotation(boolean done, Connections connections) {

	/** Nobody knows whether it has another one. */
	public static final TokenRotation NOT_KNOWN = new TokenRotation(false, Connections.KEPT);

	/** What became of the connections that were open. */
	public enum Connections {

		/** They stay until their connectors are started again. */
		KEPT,
		/** They were closed, and the connectors that had them cannot come back. */
		CLOSED,
		/** They were to be closed, and it is not known whether they were. */
		NOT_KNOWN

	}

}

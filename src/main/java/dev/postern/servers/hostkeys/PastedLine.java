package dev.postern.servers.hostkeys;

import java.util.Set;

/**
 * A pasted line with a key.
 *
 * @param number from 1 on
 * @param names what the line calls the server; none for a line that holds the key alone
 */
record PastedLine(int number, Set<String> names, HostKey key) {

	/** Whether both are of one host: they share a name or a key. */
	boolean isOfOneHostWith(PastedLine other) {
		return this.key.equals(other.key) || this.names.stream().anyMatch(other.names::contains);
	}

}

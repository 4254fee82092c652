package dev.postern.servers.hostkeys;

import java.util.List;

/**
 * A change of the keys of a server.
 *
 * @param after what stands since
 * @param before what stood until then
 */
public record KeyChange(PinnedKeys after, List<HostKey> before) {

	public KeyChange {
		before = List.copyOf(before);
	}

	/** Those that came. */
	public List<HostKey> added() {
		return this.after.keys().stream().filter((key) -> !this.before.contains(key)).toList();
	}

	/** Those that went. */
	public List<HostKey> removed() {
		return this.before.stream().filter((key) -> !this.after.keys().contains(key)).toList();
	}

	/** Those that stayed. */
	public List<HostKey> kept() {
		return this.before.stream().filter((key) -> this.after.keys().contains(key)).toList();
	}

}

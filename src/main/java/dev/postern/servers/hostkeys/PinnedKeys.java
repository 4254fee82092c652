package dev.postern.servers.hostkeys;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import dev.postern.kernel.ServerId;
import dev.postern.kernel.Sha256;

/**
 * The keys of a server as they stand since somebody changed them.
 *
 * @param revision counts the changes, from 1 on
 * @param by who changed them
 * @param keys none when they were taken away
 * @param readable whether the database holds what Postern wrote; a server whose keys
 * cannot be read must not be taken for one without keys
 */
public record PinnedKeys(ServerId server, int revision, Instant at, String by, List<HostKey> keys, boolean readable) {

	/** Enough to tell one set of keys from the next. */
	private static final int SHOWN = 12;

	public PinnedKeys {
		keys = List.copyOf(keys);
	}

	/** Whether ssh is to take no other key. */
	public boolean isPinned() {
		return !this.keys.isEmpty();
	}

	/** Tells these keys from others, whoever pinned them and when; empty for none. */
	public String mark() {
		return isPinned()
				? Sha256.of(this.keys.stream().map(HostKey::stored).sorted().collect(Collectors.joining("\n")))
					.substring(0, SHOWN)
				: "";
	}

	/** The fingerprints in one line. */
	public String told() {
		return this.keys.stream().map(HostKey::told).collect(Collectors.joining(", "));
	}

}

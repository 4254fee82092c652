package dev.postern.servers.hostkeys.web;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import dev.postern.kernel.ServerId;
import dev.postern.servers.hostkeys.HostKey;
import dev.postern.servers.hostkeys.KeyChange;
import dev.postern.servers.hostkeys.PinnedKeys;

/**
 * What would change, for somebody to look at.
 *
 * @param names what the pasted lines call the server
 * @param readers how many people have the server in their config
 * @param revision the change that it would follow
 */
record HostKeysReview(KeyChange change, List<String> names, int readers, int revision) {

	HostKeysReview {
		names = List.copyOf(names);
	}

	static HostKeysReview of(ServerId server, List<HostKey> before, List<HostKey> after, List<String> names,
			int readers, int revision) {
		return new HostKeysReview(
				new KeyChange(new PinnedKeys(server, revision + 1, Instant.EPOCH, "", after, true), before), names,
				readers, revision);
	}

	/** The keys as lines, to be sent once more. */
	public String text() {
		return this.change.after().keys().stream().map(HostKey::stored).collect(Collectors.joining("\n"));
	}

	/** Whether ssh refuses the server until people have taken their files again. */
	public boolean locksOut() {
		return !this.change.before().isEmpty() && this.change.kept().isEmpty() && !removes();
	}

	/** Whether ssh will ask people again whether they trust the server. */
	public boolean removes() {
		return this.change.after().keys().isEmpty();
	}

	/** What ssh would be shown is signed by somebody else's key only. */
	public boolean authoritiesOnly() {
		return !removes() && this.change.after().keys().stream().allMatch(HostKey::authority);
	}

}

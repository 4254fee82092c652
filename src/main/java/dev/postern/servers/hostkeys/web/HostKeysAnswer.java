package dev.postern.servers.hostkeys.web;

import java.time.Instant;
import java.util.List;

import dev.postern.servers.hostkeys.HostKey;
import dev.postern.servers.hostkeys.KeyChange;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The host keys of a server as the API tells them. */
@Schema(name = "HostKeys")
record HostKeysAnswer(@Schema(description = "Counts the changes; 0 before the first") int revision,
		@Schema(description = "When they were changed last; null before the first time") @Nullable Instant changedAt,
		@Schema(description = "Who changed them last") @Nullable String changedBy,
		@Schema(description = "Whether the database holds the keys as Postern wrote them; where it does not, keys is "
				+ "empty without any having been taken away, and configs leave the server out") boolean readable,
		@Schema(description = "Those that ssh takes; none when it takes any key that a person says yes to") List<KeyAnswer> keys,
		@Schema(description = "The changes, newest first") List<ChangeAnswer> history) {

	static HostKeysAnswer of(List<KeyChange> history) {
		List<ChangeAnswer> changes = history.stream().map(ChangeAnswer::of).toList();
		if (history.isEmpty()) {
			return new HostKeysAnswer(0, null, null, true, List.of(), changes);
		}
		KeyChange last = history.getFirst();
		return new HostKeysAnswer(last.after().revision(), last.after().at(), last.after().by(),
				last.after().readable(), last.after().keys().stream().map(KeyAnswer::of).toList(), changes);
	}

	/** One key. */
	@Schema(name = "HostKey")
	record KeyAnswer(@Schema(example = "ssh-ed25519") String type, int bits,
			@Schema(description = "As ssh-keygen -lf prints it") String fingerprint,
			@Schema(description = "Whether it signs the keys of servers and is none itself") boolean authority,
			@Schema(description = "The key itself") String base64) {

		static KeyAnswer of(HostKey key) {
			return new KeyAnswer(key.type().wire(), key.bits(), key.fingerprint(), key.authority(), key.base64());
		}

	}

	/** One change. */
	@Schema(name = "HostKeyChange")
	record ChangeAnswer(int revision, Instant at, String by, List<String> before, List<String> after) {

		static ChangeAnswer of(KeyChange change) {
			return new ChangeAnswer(change.after().revision(), change.after().at(), change.after().by(),
					change.before().stream().map(HostKey::told).toList(),
					change.after().keys().stream().map(HostKey::told).toList());
		}

	}

}

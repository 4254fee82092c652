package dev.postern.connect;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.servers.hostkeys.PinnedKeys;
import dev.postern.tunnels.Connection;
import org.jspecify.annotations.Nullable;

/**
 * What a person may know of a server that lets them in.
 *
 * @param condition what else has to hold, in words; empty when nothing does
 * @param connectable whether it has ever stood at Cloudflare, so that a config can name
 * it
 * @param connection whether people get through to it, as was last seen
 * @param application tells the Access application of today from those that were before;
 * empty when there is none. For configs only
 * @param hostKeys by which ssh knows it; {@code null} when none were ever pinned
 * @param authority tells the authority that signs certificates for it; empty when there
 * is none. For configs only
 * @param until when it stops letting the person in; {@code null} when it does not stop by
 * itself
 */
public record MyServer(ServerId id, String name, Hostname hostname, String description, List<String> tags,
		String loginUser, String condition, Phase phase, boolean connectable, Connection connection,
		@JsonIgnore String application, @JsonIgnore @Nullable PinnedKeys hostKeys, @JsonIgnore String authority,
		@Nullable Instant until) {

	public MyServer {
		tags = List.copyOf(tags);
	}

	/** Whether what people may read of it has this in it, whatever the case. */
	public boolean isCalled(String part) {
		String wanted = part.toLowerCase(Locale.ROOT);
		return Stream.concat(Stream.of(this.name, this.hostname.value(), this.description), this.tags.stream())
			.anyMatch((text) -> text.toLowerCase(Locale.ROOT).contains(wanted));
	}

	/** Whether it has this tag, whatever the case. */
	public boolean isTagged(String tag) {
		return this.tags.stream().anyMatch(tag.strip()::equalsIgnoreCase);
	}

	/** What a config says of it: what else has to hold, and when it stops. */
	String remark() {
		Instant end = this.until;
		return (end == null) ? this.condition
				: Stream.of(this.condition, "until " + end.truncatedTo(ChronoUnit.SECONDS))
					.filter((part) -> !part.isEmpty())
					.collect(Collectors.joining(", "));
	}

	/** Whether an administrator has to act before it can be relied on. */
	public boolean held() {
		return this.phase == Phase.HELD;
	}

	/** Whether it stands as wanted, and nobody can connect at the moment. */
	public boolean cutOff() {
		return this.phase == Phase.READY && this.connection.cutOff();
	}

	/** Whether a config can name it and mean nothing but it. */
	public boolean writable() {
		return SshSettings.NONE.host(this).writable();
	}

}

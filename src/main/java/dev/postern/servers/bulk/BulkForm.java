package dev.postern.servers.bulk;

import java.util.List;
import java.util.Objects;

import dev.postern.servers.tags.ServerTags;
import org.jspecify.annotations.Nullable;

/**
 * What the form of an edit of many servers sent, as it was typed. A field that is empty
 * leaves the servers as they are.
 *
 * @param server the chosen servers, each as {@link ServerVersion} writes it
 * @param addTags parted by commas
 * @param removeTags parted by commas
 */
public record BulkForm(List<ServerVersion> server, String addTags, String removeTags, String loginUser,
		String sessionDuration) {

	public BulkForm(@Nullable List<ServerVersion> server, @Nullable String addTags, @Nullable String removeTags,
			@Nullable String loginUser, @Nullable String sessionDuration) {
		this.server = (server != null) ? server.stream().filter(Objects::nonNull).distinct().toList() : List.of();
		this.addTags = Objects.requireNonNullElse(addTags, "");
		this.removeTags = Objects.requireNonNullElse(removeTags, "");
		this.loginUser = Objects.requireNonNullElse(loginUser, "");
		this.sessionDuration = Objects.requireNonNullElse(sessionDuration, "");
	}

	/** What the form begins with. */
	public static BulkForm empty(List<ServerVersion> servers) {
		return new BulkForm(servers, null, null, null, null);
	}

	public BulkWishes wishes() {
		return new BulkWishes(ServerTags.typed(this.addTags), ServerTags.typed(this.removeTags), this.loginUser,
				this.sessionDuration);
	}

	/** The same for other servers. */
	public BulkForm of(List<ServerVersion> servers) {
		return new BulkForm(servers, this.addTags, this.removeTags, this.loginUser, this.sessionDuration);
	}

}

package dev.postern.history.search;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.postern.kernel.Cursor;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A login that Cloudflare let through or refused.
 *
 * @param person an e-mail address; for a service token its client id; empty when the
 * entry names nobody
 * @param server {@code null} for an application that Postern does not manage
 * @param serverName as the server was called when the login was imported
 * @param explained whether a policy lets the person in; {@code null} when not known
 * @param raw the entry as Cloudflare gave it
 * @param firstSeenAt when Postern first saw the entry; {@code null} where that was not
 * noted
 */
public record Login(Instant at, long id, String person, boolean allowed, String action, @Nullable ServerId server,
		@Nullable String serverName, @Nullable String application, @Nullable String ipAddress, @Nullable String country,
		@Nullable String connection, String rayId, @Nullable Boolean explained, JsonNode raw,
		@JsonIgnore @Nullable Instant firstSeenAt) {

	/** Names the login, and its place in the list of all. */
	@JsonIgnore
	public String key() {
		return Cursor.after(this.at, this.id);
	}

	/** Whether it went through although no policy of Postern lets the person in. */
	public boolean unexplained() {
		return this.allowed && Boolean.FALSE.equals(this.explained);
	}

}

package dev.postern.connect.certificates;

import java.time.Instant;

import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.Sha256;
import dev.postern.servers.hostkeys.HostKey;
import org.jspecify.annotations.Nullable;

/**
 * The authority that signs people's certificates for a server, as Postern knows it.
 *
 * @param application whose authority it is
 * @param aud the audience tag of the application; empty when Cloudflare did not tell
 * @param key {@code null} while it was asked for and no answer came
 * @param found whether it was there before Postern asked for one
 * @param removing whether its removal was asked for and no answer came
 * @param at when it was made, found, or asked for
 * @param by who had that done
 */
public record ServerAuthority(AccessAppId application, String aud, @Nullable HostKey key, boolean found,
		boolean removing, Instant at, String by) {

	/** Enough to tell one key from the next. */
	private static final int SHOWN = 12;

	/** Tells its key from others; empty while there is none. */
	public String mark() {
		return (this.key != null) ? Sha256.of(this.key.stored()).substring(0, SHOWN) : "";
	}

	/** The key for those who know that there is one. */
	HostKey publicKey() {
		HostKey now = this.key;
		if (now == null) {
			throw new IllegalStateException("the authority has no key yet");
		}
		return now;
	}

}

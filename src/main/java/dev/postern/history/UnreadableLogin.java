package dev.postern.history;

import java.time.Instant;

import dev.postern.cloudflare.model.UnreadableAccessRequest.Flaw;
import org.jspecify.annotations.Nullable;

/**
 * An entry of Cloudflare's log of which it is not known for sure what happened.
 *
 * @param createdAt {@code null} when the entry gives no time that can be read
 * @param raw the beginning of the entry as Cloudflare gave it
 * @param cut whether the entry goes on behind {@code raw}
 */
public record UnreadableLogin(long id, Instant firstSeenAt, @Nullable Instant createdAt, Flaw flaw, String raw,
		boolean cut) {
}

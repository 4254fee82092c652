package dev.postern.rules;

import java.util.List;
import java.util.UUID;

import dev.postern.kernel.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * An approval group: people of whom a number must approve a session.
 *
 * @param needed how many of them must; at least one
 * @param addresses sorted, each once
 * @param list a list of e-mail addresses at Cloudflare; {@code null} for none
 */
public record Approvers(int needed, List<EmailAddress> addresses, @Nullable UUID list) {

	public Approvers {
		addresses = addresses.stream().distinct().sorted().toList();
		if (needed < 1) {
			throw new IllegalArgumentException("at least one must approve, not %d".formatted(needed));
		}
	}

	/**
	 * Whether the group can have as many people as must approve; a list at Cloudflare may
	 * hold any number.
	 */
	boolean suffice() {
		return this.list != null || this.addresses.size() >= this.needed;
	}

}

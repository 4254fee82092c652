package dev.postern.tunnels.lifecycle;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareTunnels;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Finds out by the token of a tunnel whether it has the secret that Postern chose (I4).
 */
@Component
class TokenLookup {

	private final CloudflareTunnels cloudflare;

	TokenLookup(CloudflareTunnels cloudflare) {
		this.cloudflare = cloudflare;
	}

	/**
	 * Compares the secret of now.
	 * @param chosen {@code null} when it was not noted
	 */
	Sight look(TunnelId tunnel, @Nullable SecretDigest chosen) {
		if (chosen == null) {
			return Sight.NOT_KNOWN;
		}
		try {
			return TunnelToken.of(tunnel, this.cloudflare.token(tunnel))
				.secret()
				.map((secret) -> secret.digest().equals(chosen) ? Sight.CHOSEN : Sight.OTHER)
				.orElse(Sight.NOT_KNOWN);
		}
		catch (CloudflareException ex) {
			return Sight.NOT_KNOWN;
		}
	}

	/** Which secret a tunnel was seen to have. */
	enum Sight {

		/** The one that Postern chose. */
		CHOSEN,
		/** Another one: that of before, or one that somebody else chose. */
		OTHER,
		/** The token cannot be had or does not tell. */
		NOT_KNOWN

	}

}

package dev.postern.servicetokens;

import dev.postern.kernel.Secret;

/** What came of asking for a new secret. */
public sealed interface SecretDelivery {

	/** The service token as Postern knows it now. */
	ManagedToken managed();

	/**
	 * Cloudflare answered.
	 *
	 * @param secret nobody can tell it again
	 */
	record Delivered(ManagedToken managed, Secret secret) implements SecretDelivery {
	}

	/** No answer came, so nobody knows the secret, if there is one. */
	record Lost(ManagedToken managed) implements SecretDelivery {
	}

}

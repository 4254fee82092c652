package dev.postern.servicetokens;

import dev.postern.kernel.Secret;

/** What came of asking for a new secret. */
public sealed interface Told {

	/** The service token as Postern knows it now. */
	Machine machine();

	/**
	 * Cloudflare answered.
	 *
	 * @param secret nobody can tell it again
	 */
	record Once(Machine machine, Secret secret) implements Told {
	}

	/** No answer came, so nobody knows the secret, if there is one. */
	record Never(Machine machine) implements Told {
	}

}

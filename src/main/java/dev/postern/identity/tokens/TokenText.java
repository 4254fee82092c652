package dev.postern.identity.tokens;

import java.security.SecureRandom;
import java.util.Base64;

import dev.postern.kernel.Secret;
import dev.postern.kernel.Sha256;

/**
 * The text of a personal token: {@code pst_} and 256 random bits, so a plain hash is
 * enough to keep.
 */
record TokenText(Secret secret) {

	static final String START = "pst_";

	private static final int SHOWN = START.length() + 6;

	private static final SecureRandom RANDOM = new SecureRandom();

	static TokenText random() {
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		return new TokenText(new Secret(START + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
	}

	String prefix() {
		return this.secret.reveal().substring(0, SHOWN);
	}

	String hash() {
		return Sha256.of(this.secret.reveal());
	}

}

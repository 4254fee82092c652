package dev.postern.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

import dev.postern.kernel.Secret;

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
		try {
			byte[] text = this.secret.reveal().getBytes(StandardCharsets.UTF_8);
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

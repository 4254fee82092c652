package dev.postern.tunnels.lifecycle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

import dev.postern.kernel.Secret;

/**
 * What a token is worth: base64 of random bytes, chosen here so that it is known again.
 */
record TunnelSecret(Secret text) {

	private static final int BYTES = 32;

	private static final SecureRandom RANDOM = new SecureRandom();

	static TunnelSecret random() {
		byte[] bytes = new byte[BYTES];
		RANDOM.nextBytes(bytes);
		return new TunnelSecret(new Secret(Base64.getEncoder().encodeToString(bytes)));
	}

	SecretDigest digest() {
		return new SecretDigest(HexFormat.of().formatHex(sha256(bytes(this.text.reveal()))));
	}

	/** However its end is padded; what is no base64 stands for itself. */
	private static byte[] bytes(String base64) {
		try {
			return Base64.getDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			return base64.getBytes(StandardCharsets.UTF_8);
		}
	}

	private static byte[] sha256(byte[] bytes) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(bytes);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

package dev.postern.identity.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs return paths, as all instances that know the same secret do. Anybody can have a
 * path signed, and so could try secrets at home: each try costs as much as for a stolen
 * hash of a password.
 *
 * @see <a href=
 * "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#pbkdf2">OWASP
 * on PBKDF2</a>
 */
final class ReturnPathKey {

	static final String ALGORITHM = "HmacSHA256";

	private static final int ROUNDS = 600_000;

	private static final String PURPOSE = "Postern return path";

	private static final int BITS = 256;

	private static final Map<String, SecretKeySpec> DERIVED = new ConcurrentHashMap<>();

	private ReturnPathKey() {
	}

	/** Takes a good part of a second, the first time. */
	static SecretKeySpec of(String secret) {
		return DERIVED.computeIfAbsent(secret, ReturnPathKey::derive);
	}

	private static SecretKeySpec derive(String secret) {
		PBEKeySpec wanted = new PBEKeySpec(secret.toCharArray(), PURPOSE.getBytes(StandardCharsets.UTF_8), ROUNDS,
				BITS);
		try {
			byte[] key = SecretKeyFactory.getInstance("PBKDF2With" + ALGORITHM).generateSecret(wanted).getEncoded();
			return new SecretKeySpec(key, ALGORITHM);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			wanted.clearPassword();
		}
	}

}

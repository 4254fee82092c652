package dev.postern.servers.hostkeys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import dev.postern.kernel.stored.MalformedValue;

/**
 * A public key by which a server is known, or of an authority that signs such keys. It is
 * what it says it is, and one line of a {@code known_hosts} holds it (I12).
 *
 * @param base64 the key as it goes over the wire
 * @param authority whether it signs the keys of servers and is none itself
 */
public record HostKey(KeyType type, int bits, String base64, boolean authority) {

	private static final String AUTHORITY = "@cert-authority ";

	public HostKey {
		KeyBlob read = KeyBlob.read(type.wire(), bytes(base64));
		if (read.bits() != bits || !Base64.getEncoder().encodeToString(bytes(base64)).equals(base64)) {
			throw new RefusedKey("broken", type.wire());
		}
	}

	/**
	 * Reads a key.
	 * @param name what the line calls its type
	 * @throws RefusedKey when it cannot be pinned
	 */
	static HostKey of(String name, String base64, boolean authority) {
		byte[] bytes = bytes(base64);
		KeyBlob read = KeyBlob.read(name, bytes);
		return new HostKey(read.type(), read.bits(), Base64.getEncoder().encodeToString(bytes), authority);
	}

	/** Reads what {@link #stored()} has written. */
	static HostKey ofStored(String line) {
		boolean authority = line.startsWith(AUTHORITY);
		String[] words = (authority ? line.substring(AUTHORITY.length()) : line).split(" ", -1);
		if (words.length != 2) {
			throw new RefusedKey("cut");
		}
		return of(words[0], words[1], authority);
	}

	/**
	 * Reads the line of a public key file. However it is spaced and remarked on, the same
	 * key is the same.
	 * @throws MalformedValue when it holds no key that ssh should take
	 */
	public static HostKey ofPublicKey(String line) {
		String[] words = line.strip().split("[ \\t]+", 3);
		if (words.length < 2 || line.strip().lines().count() != 1) {
			throw new RefusedKey("cut");
		}
		return of(words[0], words[1], false);
	}

	/** The line that holds it without saying whose it is. */
	public String stored() {
		return (this.authority ? AUTHORITY : "") + this.type.wire() + " " + this.base64;
	}

	/** The line with which ssh knows a host by this key. */
	public String knownAs(String host) {
		return (this.authority ? AUTHORITY : "") + host + " " + this.type.wire() + " " + this.base64;
	}

	/** As {@code ssh-keygen -lf} says it: {@code SHA256:} and 43 letters. */
	public String fingerprint() {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(this.base64));
			return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * How people tell it from others: {@code 256 SHA256:… (ED25519)}, as
	 * {@code ssh-keygen -lf} prints it without the remark.
	 */
	public String told() {
		return "%d %s (%s)%s".formatted(this.bits, fingerprint(), this.type.label(), this.authority ? ", CA" : "");
	}

	private static byte[] bytes(String base64) {
		try {
			return Base64.getDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			throw new RefusedKey("base64");
		}
	}

}

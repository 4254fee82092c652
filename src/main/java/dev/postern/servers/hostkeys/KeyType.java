package dev.postern.servers.hostkeys;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of keys that ssh takes from a server. */
public enum KeyType {

	ED25519("ssh-ed25519", "ED25519"), ECDSA_256("ecdsa-sha2-nistp256", "ECDSA"),
	ECDSA_384("ecdsa-sha2-nistp384", "ECDSA"), ECDSA_521("ecdsa-sha2-nistp521", "ECDSA"), RSA("ssh-rsa", "RSA");

	private final String wire;

	private final String label;

	KeyType(String wire, String label) {
		this.wire = wire;
		this.label = label;
	}

	static Optional<KeyType> of(String wire) {
		return Arrays.stream(values()).filter((type) -> type.wire.equals(wire)).findFirst();
	}

	/** How lines and keys themselves name it. */
	public String wire() {
		return this.wire;
	}

	/** How {@code ssh-keygen -lf} names it. */
	public String label() {
		return this.label;
	}

}

package dev.postern.fake.kernel;

import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;

/** Identifiers in Cloudflare's shapes; the same ones in every run. */
public final class IdGenerator {

	private final Random random;

	public IdGenerator(long seed) {
		this.random = new Random(seed);
	}

	public UUID uuid() {
		byte[] bytes = bytes(16);
		bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
		bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
		String hex = HexFormat.of().formatHex(bytes);
		return UUID.fromString(hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
	}

	public String hex(int digits) {
		return HexFormat.of().formatHex(bytes(digits / 2));
	}

	public byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

}

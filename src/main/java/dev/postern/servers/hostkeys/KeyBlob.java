package dev.postern.servers.hostkeys;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * A public key as it goes over the wire (RFC 4253, 5656, 8709), read to its last byte.
 *
 * @param bits its length, as {@code ssh-keygen -lf} says it
 */
record KeyBlob(KeyType type, int bits) {

	private static final int ED25519_BYTES = 32;

	private static final int SHORTEST_RSA = 2_048;

	private static final int LONGEST_RSA = 16_384;

	/** The first byte of a point of which both coordinates follow. */
	private static final byte UNCOMPRESSED = 4;

	private static final Map<KeyType, ECParameterSpec> CURVES = curves();

	/**
	 * Reads a key.
	 * @param name what the line calls its type
	 * @throws RefusedKey when it is none, is not whole, or is one that nobody should use
	 */
	static KeyBlob read(String name, byte[] bytes) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		String inside = new String(next(buffer), StandardCharsets.ISO_8859_1);
		if (!inside.equals(name)) {
			throw KeyType.of(inside)
				.<RefusedKey>map((type) -> new RefusedKey("other-type", name, type.wire()))
				.orElseGet(() -> new RefusedKey("broken", name));
		}
		KeyType type = KeyType.of(name).orElseThrow(() -> new RefusedKey("type", name));
		int bits = switch (type) {
			case ED25519 -> ed25519(buffer);
			case ECDSA_256, ECDSA_384, ECDSA_521 -> ecdsa(type, buffer);
			case RSA -> rsa(buffer);
		};
		if (buffer.hasRemaining()) {
			throw new RefusedKey("broken", name);
		}
		return new KeyBlob(type, bits);
	}

	private static int ed25519(ByteBuffer buffer) {
		if (next(buffer).length != ED25519_BYTES) {
			throw new RefusedKey("broken", KeyType.ED25519.wire());
		}
		return ED25519_BYTES * Byte.SIZE;
	}

	private static int rsa(ByteBuffer buffer) {
		BigInteger exponent = number(buffer);
		BigInteger modulus = number(buffer);
		int bits = modulus.bitLength();
		if (bits < SHORTEST_RSA) {
			throw new RefusedKey("rsa-short", bits);
		}
		if (bits > LONGEST_RSA || !modulus.testBit(0) || !exponent.testBit(0)
				|| exponent.compareTo(BigInteger.TWO) <= 0) {
			throw new RefusedKey("broken", KeyType.RSA.wire());
		}
		return bits;
	}

	private static int ecdsa(KeyType type, ByteBuffer buffer) {
		String curve = new String(next(buffer), StandardCharsets.ISO_8859_1);
		byte[] point = next(buffer);
		ECParameterSpec spec = CURVES.get(type);
		if (spec == null || !type.wire().endsWith("-" + curve)) {
			throw new RefusedKey("broken", type.wire());
		}
		int bits = spec.getCurve().getField().getFieldSize();
		int length = (bits + Byte.SIZE - 1) / Byte.SIZE;
		if (point.length != 1 + 2 * length || point[0] != UNCOMPRESSED
				|| !isOn(spec, new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + length)),
						new BigInteger(1, Arrays.copyOfRange(point, 1 + length, point.length)))) {
			throw new RefusedKey("point", type.wire());
		}
		return bits;
	}

	private static boolean isOn(ECParameterSpec spec, BigInteger x, BigInteger y) {
		BigInteger p = ((ECFieldFp) spec.getCurve().getField()).getP();
		BigInteger right = x.pow(3).add(spec.getCurve().getA().multiply(x)).add(spec.getCurve().getB()).mod(p);
		return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.pow(2).mod(p).equals(right);
	}

	/** The next piece, whose length stands before it. */
	private static byte[] next(ByteBuffer buffer) {
		int length = (buffer.remaining() >= Integer.BYTES) ? buffer.getInt() : -1;
		if (length < 0 || length > buffer.remaining()) {
			throw new RefusedKey("cut");
		}
		byte[] piece = new byte[length];
		buffer.get(piece);
		return piece;
	}

	/** A positive number without a byte too many, so that it has one fingerprint only. */
	private static BigInteger number(ByteBuffer buffer) {
		byte[] bytes = next(buffer);
		BigInteger number = (bytes.length == 0) ? BigInteger.ZERO : new BigInteger(bytes);
		if (number.signum() <= 0 || number.toByteArray().length != bytes.length) {
			throw new RefusedKey("broken", KeyType.RSA.wire());
		}
		return number;
	}

	private static Map<KeyType, ECParameterSpec> curves() {
		Map<KeyType, ECParameterSpec> curves = new EnumMap<>(KeyType.class);
		Map<KeyType, String> names = Map.of(KeyType.ECDSA_256, "secp256r1", KeyType.ECDSA_384, "secp384r1",
				KeyType.ECDSA_521, "secp521r1");
		names.forEach((type, name) -> {
			try {
				AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
				parameters.init(new ECGenParameterSpec(name));
				curves.put(type, parameters.getParameterSpec(ECParameterSpec.class));
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		});
		return curves;
	}

}

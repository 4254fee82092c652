package dev.postern.servers.hostkeys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class PastedKeysTests {

	private static final String ONE = bare(TestKeys.ONE);

	private static final String TWO = bare(TestKeys.TWO);

	private static final String SECRET_BODY = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW";

	static Stream<Arguments> accepted() {
		return Stream
			.of(arguments("a file", TestKeys.ONE, 1), arguments("files", TestKeys.ONE + "\n" + TestKeys.ECDSA, 2),
					arguments("twice the same", TestKeys.ONE + "\n" + ONE, 1),
					arguments("Windows", "\ufeff" + TestKeys.ONE + "\r\n\r\n" + TestKeys.ECDSA + "\r\n", 2),
					arguments("old and new", ONE + "\n" + TWO, 2),
					arguments("ssh-keyscan",
							"# 10.0.0.9:22 SSH-2.0-OpenSSH_9.2p1\n10.0.0.9 " + ONE + "\n10.0.0.9 "
									+ bare(TestKeys.ECDSA),
							2),
					arguments("known_hosts", "db1,10.0.0.9 " + ONE + "\n[10.0.0.9]:2222 " + TWO, 2),
					arguments("two names, one host", "db1.lan " + ONE + "\n192.168.1.1 " + ONE, 1),
					arguments("a certificate authority", "@cert-authority *.example.jp " + ONE + " ca\n" + TWO, 2),
					arguments("an authority without hosts", "@cert-authority " + ONE, 1),
					arguments("the same key as both", "@cert-authority * " + ONE + "\n" + ONE, 2),
					arguments("hidden names", hidden("ssh-db1.example.jp") + " " + ONE, 1),
					arguments("hidden, with a port", hidden("[10.0.0.9]:2222") + " " + ONE, 1),
					arguments("ssh-keygen -F", "# Host old.lan found: line 3\n" + hidden("old.lan") + " " + ONE, 1),
					arguments("ssh-keyscan -H", "# 192.168.7.7:22 SSH-2.0-x\n" + hidden("192.168.7.7") + " " + ONE, 1),
					arguments("tabs", "\t db1\t" + ONE.replace(" ", "\t") + "\t", 1),
					arguments("another name of its own", "db1 " + ONE + "\n10.0.0.9 " + TWO, 2));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("accepted")
	void takesWhatAdministratorsHave(String name, String text, int keys) {
		assertThat(TestKeys.read(text)).hasSize(keys);
	}

	@Test
	void keepsTypeLengthAndFingerprintAndNothingElseOfALine() {
		PastedKeys pasted = PastedKeys.read("DB1,10.0.0.9 " + TestKeys.ONE + " <script>\n@cert-authority x " + TWO,
				TestKeys.spec());

		assertThat(pasted.names()).containsExactly("10.0.0.9", "db1");
		assertThat(pasted.keys()).extracting(HostKey::told)
			.containsExactly("256 " + TestKeys.ONE_FINGERPRINT + " (ED25519)",
					"256 " + TestKeys.TWO_FINGERPRINT + " (ED25519), CA");
		assertThat(pasted.keys()).extracting(HostKey::stored).containsExactly(ONE, "@cert-authority " + TWO);
		assertThat(pasted.keys()).extracting((key) -> key.knownAs("h"))
			.containsExactly("h " + ONE, "@cert-authority h " + TWO);
		assertThat(pasted.keys()).allSatisfy((key) -> assertThat(HostKey.ofStored(key.stored())).isEqualTo(key));
	}

	static Stream<Arguments> refused() {
		byte[] one = blob(ONE);
		byte[] ecdsa = blob(TestKeys.ECDSA);
		return Stream.of(arguments("", "none"), arguments("# only a remark", "none"),
				arguments("db1 hello there", "not-a-key"), arguments("ssh-ed25519", "not-a-key"),
				arguments("from=\"10.0.0.1\" " + ONE, "not-a-key"),
				arguments("10.0.0.9 1024 35 135713741283", "not-a-key"),
				arguments("256 " + TestKeys.ONE_FINGERPRINT + " root@db1 (ED25519)", "fingerprint"),
				arguments(TestKeys.ONE_FINGERPRINT, "fingerprint"), arguments("ssh-ed25519 AAAA~", "base64"),
				arguments("ssh-ed25519 AAAAC3NzaC1lZDI1N", "base64"), arguments("ssh-ed25519 AAAA", "cut"),
				arguments(line("ssh-ed25519", Arrays.copyOf(one, 40)), "cut"),
				arguments(line("ssh-ed25519", Arrays.copyOf(one, one.length + 1)), "broken"),
				arguments(line("ssh-ed25519", wire("ssh-ed25519", new byte[31])), "broken"),
				arguments(line("ssh-rsa", one), "other-type"),
				arguments(line("ssh-ed25519", wire("ssh-unheard-of", new byte[32])), "broken"),
				arguments(line("ecdsa-sha2-nistp384", ecdsa), "other-type"),
				arguments(line("ecdsa-sha2-nistp256",
						wire("ecdsa-sha2-nistp256", "nistp384".getBytes(StandardCharsets.US_ASCII), new byte[65])),
						"broken"),
				arguments(line("ecdsa-sha2-nistp256", changed(ecdsa, ecdsa.length - 1)), "point"),
				arguments(line("ecdsa-sha2-nistp256", changed(ecdsa, 39)), "point"),
				arguments(line("ssh-rsa", rsa(new byte[] { 1, 0, 1 }, 128)), "rsa-short"),
				arguments(line("ssh-rsa", rsa(new byte[] { 1 }, 256)), "broken"),
				arguments(line("ssh-rsa", rsa(new byte[] { 4 }, 256)), "broken"),
				arguments(line("ssh-rsa", rsa(new byte[] { 0, 3 }, 256)), "broken"),
				arguments(line("ssh-rsa", rsa(new byte[] { -1 }, 256)), "broken"),
				arguments(line("ssh-rsa", rsa(new byte[] { 1, 0, 1 }, 4_096)), "broken"),
				arguments("ssh-dss AAAAB3NzaC1kc3MAAACBAK", "dsa"),
				arguments("db1 ssh-dss AAAAB3NzaC1kc3MAAACBAK", "dsa"),
				arguments("ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5", "certificate"),
				arguments("rsa-sha2-512 AAAA", "signature"), arguments("sk-ssh-ed25519@openssh.com AAAA", "type"),
				arguments("ssh-xmss@openssh.com AAAA", "type"), arguments("@revoked * " + ONE, "marker"),
				arguments("@other * " + ONE, "marker"), arguments("---- BEGIN SSH2 PUBLIC KEY ----", "format"),
				arguments("-----BEGIN RSA PUBLIC KEY-----", "format"),
				arguments("db1 " + ONE + "\nweb1 " + TWO, "other-host"),
				arguments("a " + ONE + "\nb " + TWO, "other-host"), arguments(hidden("web1") + " " + ONE, "hidden"),
				arguments("|1|short|x " + ONE, "hidden"), arguments("# x\n".repeat(1_001), "lines"),
				arguments("#".repeat(70_000), "long"), arguments("ssh-ed25519\u00a0" + ONE, "not-a-key"),
				arguments("db1\0 " + TWO + "\nssh-\u202eed25519 AAAA", "not-a-key"));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void refusesWithWhatWouldBeRight_I15(String text, String code) {
		InvalidInput refused = refusal(text);

		assertThat(refused.problems()).extracting(FieldProblem::field).containsOnly("keys");
		assertThat(refused.problems()).extracting(FieldProblem::code).contains("servers.hostkeys.error." + code);
		assertThat(said(refused))
			.allSatisfy((said) -> assertThat(said).isNotBlank().doesNotContain("{").hasSizeLessThan(500));
	}

	@Test
	void moreThanAServerHasAreRefused() {
		String many = IntStream.range(0, 21).mapToObj((i) -> {
			byte[] key = new byte[32];
			key[0] = (byte) i;
			return line("ssh-ed25519", wire("ssh-ed25519", key));
		}).collect(Collectors.joining("\n"));

		assertThat(refusal(many).problems()).extracting(FieldProblem::code)
			.containsExactly("servers.hostkeys.error.many");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-----BEGIN OPENSSH PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----",
			"-----BEGIN PRIVATE KEY-----", "-----BEGIN ENCRYPTED PRIVATE KEY-----", "-----begin ec private key-----",
			"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----", "PuTTY-User-Key-File-3: ssh-ed25519", SECRET_BODY,
			"  SSH PRIVATE KEY FILE FORMAT 1.1", "db1 ssh-ed25519 " + SECRET_BODY })
	void secretKeyIsRefusedByTheNumberOfItsLineAndNeverSaidAgain_I9(String line) {
		String body = "c2VjcmV0IHNlY3JldCBzZWNyZXQ";
		InvalidInput refused = refusal(TestKeys.ONE + "\n" + line + "\n" + body + "\n");

		assertThat(refused.problems()).extracting(FieldProblem::code).containsOnly("servers.hostkeys.error.secret");
		assertThat(refused.problems().getFirst().args()).containsExactly(2);
		assertThat(said(refused).getFirst()).contains("Line 2 ", "Nothing of what you pasted was kept",
				"ssh-keygen -A");
		assertThat(refused.problems() + refused.getMessage() + said(refused)).doesNotContain(body, SECRET_BODY);
	}

	/** A part of a secret key may stand in any line that is no public key. */
	@Test
	void noProblemSaysALineAgain_I9() {
		Random random = new Random(11);
		for (int i = 0; i < 3_000; i++) {
			String secret = "zq" + Long.toString(random.nextLong(1L << 60) + (1L << 60), 36);
			String text = spoilt(random, "db1 " + TestKeys.ONE + "\n" + secret + secret + "\n");
			try {
				TestKeys.read(text);
			}
			catch (InvalidInput ex) {
				assertThat(ex.problems() + ex.getMessage()).doesNotContain(secret.substring(0, 8));
			}
		}
	}

	/** Whatever is taken is one line that says one key, and the key is whole. */
	@Test
	void noTextGetsALineThroughThatSaysMore_I12() {
		Random random = new Random(1211);
		String text = "db1 " + TestKeys.ONE + "\n@cert-authority * " + TestKeys.TWO + "\n" + TestKeys.ECDSA + "\n";
		int taken = 0;
		for (int i = 0; i < 10_000; i++) {
			List<HostKey> keys;
			try {
				keys = TestKeys.read(spoilt(random, text));
			}
			catch (InvalidInput ex) {
				continue;
			}
			taken++;
			assertThat(keys).isNotEmpty()
				.allSatisfy((key) -> assertThat(key.knownAs("h"))
					.matches("(?:@cert-authority )?h (?:ssh-ed25519|ecdsa-sha2-nistp256) [A-Za-z0-9+/]{60,200}={0,2}"));
		}
		assertThat(taken).isBetween(200, 9_000);
	}

	private static InvalidInput refusal(String text) {
		InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> TestKeys.read(text));
		assertThat(refused).as("%.60s", text).isNotNull();
		return refused;
	}

	private static List<String> said(InvalidInput refused) {
		ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
		texts.setBasename("messages");
		texts.setDefaultEncoding("UTF-8");
		List<String> said = refused.problems()
			.stream()
			.map((problem) -> texts.getMessage(problem.code(), problem.textArgs(), Locale.ENGLISH))
			.toList();
		assertThat(said).as("has all that it names").noneMatch((text) -> text.matches("(?s).*\\{[0-9].*"));
		return said;
	}

	private static String spoilt(Random random, String text) {
		StringBuilder spoilt = new StringBuilder(text);
		List<String> pieces = List.of("\n", "\r", "\0", " ", "\t", ",", "@", "|1|", "#", "=", "*", "\u2028", "A",
				"ssh-rsa ", "\ufeff", "\"", "%h", "\u0085", "db1 ");
		for (int edits = random.nextInt(4); edits >= 0; edits--) {
			int at = random.nextInt(spoilt.length());
			if (random.nextBoolean()) {
				spoilt.insert(at, pieces.get(random.nextInt(pieces.size())));
			}
			else {
				spoilt.delete(at, Math.min(spoilt.length(), at + random.nextInt(30)));
				spoilt.append(' ');
			}
		}
		return spoilt.toString();
	}

	private static String bare(String file) {
		return file.substring(0, file.lastIndexOf(' '));
	}

	private static byte[] blob(String line) {
		return Base64.getDecoder().decode(line.split(" ", -1)[1]);
	}

	private static String line(String type, byte[] blob) {
		return type + " " + Base64.getEncoder().encodeToString(blob);
	}

	private static byte[] changed(byte[] blob, int at) {
		byte[] changed = blob.clone();
		changed[at] ^= 1;
		return changed;
	}

	private static byte[] rsa(byte[] exponent, int bytes) {
		byte[] modulus = new byte[bytes + 1];
		Arrays.fill(modulus, 1, modulus.length, (byte) 0xff);
		return wire("ssh-rsa", exponent, modulus);
	}

	private static byte[] wire(String type, byte[]... pieces) {
		ByteBuffer buffer = ByteBuffer.allocate(20_000);
		Stream.concat(Stream.of(type.getBytes(StandardCharsets.US_ASCII)), Arrays.stream(pieces))
			.forEach((piece) -> buffer.putInt(piece.length).put(piece));
		return Arrays.copyOf(buffer.array(), buffer.position());
	}

	private static String hidden(String name) {
		try {
			byte[] salt = "twenty letters long!".getBytes(StandardCharsets.US_ASCII);
			Mac mac = Mac.getInstance("HmacSHA1");
			mac.init(new SecretKeySpec(salt, "HmacSHA1"));
			Base64.Encoder base64 = Base64.getEncoder();
			return "|1|" + base64.encodeToString(salt) + "|"
					+ base64.encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

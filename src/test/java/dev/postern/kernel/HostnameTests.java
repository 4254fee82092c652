package dev.postern.kernel;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HostnameTests {

	private static final String EMOJI = "\uD83D\uDE00";

	@ParameterizedTest
	@CsvSource({ "stra\u00dfe.example, xn--strae-oqa.example", "STRA\u1e9eE.example, xn--strae-oqa.example",
			"fa\u00df.de, xn--fa-hia.de", "\u03b1\u03c2.example.jp, xn--mxa8a.example.jp",
			EMOJI + ".example, xn--e28h.example", "\u2764\ufe0f.example, xn--qei.example",
			"\u2764.example, xn--qei.example", "\u05e7\u05d5\u05dd.example, xn--9dbq2a.example",
			"\u13a0.example, xn--58d.example",
			"\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.example, xn--mgba3gch31f060k.example",
			"\u0915\u094d\u200d\u0937.example, xn--11b2ezcw70k.example" })
	void namesFollowIdna2008(String entered, String canonical) {
		assertThat(Hostname.of(entered).value()).isEqualTo(canonical);
		assertThat(Hostname.of(entered).isWellEncoded()).isTrue();
		assertThat(Hostname.of(canonical)).isEqualTo(Hostname.of(entered));
	}

	@ParameterizedTest
	@ValueSource(strings = { "db1.example.jp.", "\u65e5\u672c.example.jp.", "DB1.Example.JP." })
	void dotAtTheEndGoesAway(String entered) {
		assertThat(Hostname.of(entered)).isEqualTo(Hostname.of(entered.substring(0, entered.length() - 1)));
		assertThat(Hostname.of(entered).value()).endsWith("jp");
	}

	static Stream<String> noNames() {
		return Stream.of("", ".", "..", "db1", "db1.example.jp..", ".example.jp", "db_1.example.jp",
				"db_\u65e5.example.jp", "a\u200db.example", "a\u200cb.example",
				"\uD83D\uDC69\u200d\uD83D\uDCBB.example", "a\u05d0.example", "\u05d01a.example", "1\u05d0.example",
				"\u202edb1.example.jp", "xn--\u65e5.example.jp", "*.example.jp", "*.\u65e5\u672c.example.jp",
				"\uff0a.example.jp", "db 1.example.jp", "\u65e5\u3000.example.jp", "-\u65e5.example.jp",
				"a".repeat(64) + ".example.jp", distinct(30) + ".example.jp", "\ud800.example.jp");
	}

	@ParameterizedTest
	@MethodSource("noNames")
	void whatIsNoNameIsRefused_I15(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Hostname.of(text))
			.withMessageContaining("not a hostname");
		assertThat(Hostname.inAnySpelling(text)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "xn--garbage.example", "xn--zzzzzzzzzzzz.example", "xn--a.com", "ab--cd.example.jp",
			"r3---sn-a.example.jp" })
	void nameInAsciiIsTakenAsItIsWrittenSoThatWhatIsStoredCanBeRead(String name) {
		assertThat(Hostname.of(name).value()).isEqualTo(name);
		assertThat(JsonMapper.shared().readValue("\"" + name + "\"", Hostname.class).value()).isEqualTo(name);
	}

	@Test
	void punycodeThatStandsForNothingIsToldApart() {
		assertThat(Hostname.of("xn--garbage.example").isWellEncoded()).isFalse();
		assertThat(Hostname.of("xn--a.com").isWellEncoded()).isFalse();
		assertThat(Hostname.of("db1.example.jp").isWellEncoded()).isTrue();
		assertThat(Hostname.of("ab--cd.example.jp").isWellEncoded()).isTrue();
		assertThat(Hostname.of("xn--fa-hia.de").isWellEncoded()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "xn--ssh--j79hm9d.example.jp", "XN--SSH--J79HM9D.Example.JP",
			"ssh-\u65e5\u672c.example.jp", "SSH-\u65e5\u672c.EXAMPLE.jp", "ssh-\u65e5\u672c.example.jp.",
			"xn--ssh--j79hm9d.example.jp.", "ssh-\u65e5\u672c\u3002example\uff0ejp", "\uff53sh-\u65e5\u672c.example.jp",
			"ssh-\u65e5\u672c.example.jp\u3002" })
	void namesInSeveralSpellingsAreOneName(String spelling) {
		Hostname name = Hostname.of("ssh-\u65e5\u672c.example.jp");

		assertThat(Hostname.inAnySpelling(spelling)).contains(name);
		assertThat(name.isMeantBy(spelling)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "strasse.example.jp", "stra\u00dfe.example.com", "xn--strae-oqa.example.jp..",
			"*.example.jp", " xn--strae-oqa.example.jp" })
	void anotherNameStaysAnother(String other) {
		assertThat(Hostname.of("stra\u00dfe.example.jp").isMeantBy(other)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "example.jp, true", "EXAMPLE.jp., true", "jp, true", "xn--wgv71a.example.jp, true",
			"\u65e5\u672c.example.jp, true", "\uff4ap, true", "ample.jp, false", "db1.xn--wgv71a.example.jp, false",
			"'', false", "\u672c.example.jp, false" })
	void liesBelowADomainInAnySpelling(String domain, boolean below) {
		assertThat(Hostname.of("db1.\u65e5\u672c.example.jp").isBelow(domain)).isEqualTo(below);
	}

	/** Letters that punycode cannot write short. */
	private static String distinct(int letters) {
		StringBuilder label = new StringBuilder();
		for (int i = 0; i < letters; i++) {
			label.appendCodePoint(0x4e00 + 701 * i);
		}
		return label.toString();
	}

	@Test
	void textThatIsFarTooLongIsNoNameAndMeansNone() {
		String endless = "\u00E4".repeat(3_000) + ".example.jp";

		assertThatIllegalArgumentException().isThrownBy(() -> Hostname.of(endless));
		assertThat(Hostname.inAnySpelling(endless)).isEmpty();
		assertThat(Hostname.of("ssh.example.jp").isMeantBy(endless)).isFalse();
		assertThat(Hostname.of("ssh.example.jp").isBelow(endless)).isFalse();
	}

}

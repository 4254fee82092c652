package dev.postern.kernel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LookalikeTests {

	@ParameterizedTest
	@ValueSource(strings = { "go\u200bogle.com", "go\u00adogle.com", "\u212aube.example.jp", "\uff47oogle.com",
			"\u0130.example.jp", "xn--fa-hia\u00df.de", "a\u3002example.jp", "a\uff0eexample.jp", "a\uff61example.jp",
			"u\u0308.de", "go\ufe0fogle.com", "\u2460.example.jp" })
	void nameThatWouldBecomeAnotherOneIsRefusedI15(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> Hostname.of(name))
			.withMessageContaining("not a hostname");
	}

	@ParameterizedTest
	@CsvSource({ "M\u00dcNCHEN.de, xn--mnchen-3ya.de", "\u65e5\u672c.example.jp, xn--wgv71a.example.jp",
			"XN--MNCHEN-3YA.de, xn--mnchen-3ya.de", "xn--fa-hia.de, xn--fa-hia.de",
			"' DB1.Example.jp', db1.example.jp" })
	void nameInOtherLettersKeepsItsMeaning(String entered, String canonical) {
		assertThat(Hostname.of(entered).value()).isEqualTo(canonical);
	}

	@Test
	void addressWithALookalikeIsNobodyElses() {
		assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.of("jac\u212a@example.com"));
		assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.of("\u0130da@example.com"));
		assertThat(EmailAddress.of("J\u00dcRGEN@Example.com").value()).isEqualTo("j\u00fcrgen@example.com");
	}

}

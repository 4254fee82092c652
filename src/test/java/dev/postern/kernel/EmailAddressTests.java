package dev.postern.kernel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EmailAddressTests {

	@ParameterizedTest
	@ValueSource(strings = { "\u202Eadmin@example.com", "ad\u200Bmin@example.com", "ad\u3164min@example.com",
			"ad\u034Fmin@example.com", "admin\uFE0F@example.com", "ad\u00A0min@example.com",
			"ad\uD800min@example.com" })
	void refusesCharactersThatAreNotSeen_I15(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.of(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "o'brien@example.com", "a+b@example.com", "!#$%&'*+-/=?^_`{|}~@example.com",
			"=1+1@example.com", "-a@example.com", "a/b@example.com", "100%@example.com", "{0}@example.com",
			"'@example.com", "a..b@example.com", "\u6570\u636e@example.com" })
	void takesEveryCharacterOfADotAtom(String text) {
		assertThat(EmailAddress.of(text).value()).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "@", "a@", "@example.com", "a@b@example.com", "\"a\"@example.com",
			"a b@example.com", "a<b@example.com", "a>b@example.com", "a(b@example.com", "a,b@example.com",
			"a;b@example.com", "a:b@example.com", "a\\b@example.com", "a[b@example.com", "a@ example.com", "a@example",
			"a@-example.com", "a@exa_mple.com", "a@\uff47oogle.com", "a@go\u200bogle.com", "a@\u212aube.example",
			"a\nb@example.com" })
	void refusesWhatIsNoAddress_I15(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.of(text))
			.withMessageContaining("not an e-mail address");
	}

	@ParameterizedTest
	@CsvSource({ "J\u00d6RG@M\u00dcLLER.Example, j\u00f6rg@xn--mller-kva.example",
			"j\u00f6rg@XN--MLLER-KVA.example, j\u00f6rg@xn--mller-kva.example",
			"ada@stra\u00dfe.example, ada@xn--strae-oqa.example", "ada@example.com., ada@example.com",
			"ada@xn--garbage.example, ada@xn--garbage.example" })
	void bothSpellingsOfADomainAreOneAddress(String text, String stored) {
		assertThat(EmailAddress.of(text).value()).isEqualTo(stored);
		assertThat(EmailAddress.of(stored)).isEqualTo(EmailAddress.of(text));
	}

	@Test
	void addressIsNotLongerInPunycodeEither() {
		String domain = "\u00fc".repeat(30) + ".example";
		String local = "a".repeat(64);
		assertThat(EmailAddress.of(local + "@" + domain).value()).startsWith(local + "@xn--");
		String longest = ("\u65e5\u672c" + "c".repeat(40) + ".").repeat(3) + "example";
		assertThatIllegalArgumentException()
			.isThrownBy(() -> EmailAddress.of(local + "@" + "b".repeat(30) + "." + longest));
	}

	@ParameterizedTest
	@CsvSource({ "O'Brien, o'brien", "' Ada@M\u00fcller.Example ', ada@xn--mller-kva.example",
			"@M\u00dcLLER.example, @xn--mller-kva.example", "ada@, ada@", "ada@exa, ada@exa", "'', ''" })
	void whatIsLookedForIsSpeltAsAddressesAre(String part, String sought) {
		assertThat(EmailAddress.sought(part)).isEqualTo(sought);
	}

	@Test
	void takesLettersOfOtherLanguages() {
		assertThat(EmailAddress.of(" J\u00F6rg.\u6570\u636E+x@Example.com ").value())
			.isEqualTo("j\u00F6rg.\u6570\u636E+x@example.com");
	}

}

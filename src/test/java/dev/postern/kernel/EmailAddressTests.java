package dev.postern.kernel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EmailAddressTests {

	@ParameterizedTest
	@ValueSource(strings = { "\u202Eadmin@example.com", "ad\u200Bmin@example.com", "ad\u3164min@example.com",
			"ad\u00A0min@example.com", "ad\uD800min@example.com" })
	void refusesCharactersThatAreNotSeen_I15(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.of(text));
	}

	@Test
	void takesLettersOfOtherLanguages() {
		assertThat(EmailAddress.of(" J\u00F6rg.\u6570\u636E+x@Example.com ").value())
			.isEqualTo("j\u00F6rg.\u6570\u636E+x@example.com");
	}

}

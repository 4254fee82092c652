package dev.postern.identity;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.postern.kernel.WrongSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IdentityPropertiesTests {

	@ParameterizedTest
	@ValueSource(strings = { "okta", "1-1-1-1-1", "b2b6d6a5-7d39-4c1a-9d35-6f0d9a3cbe0",
			"b2b6d6a57d394c1a9d356f0d9a3cbe01" })
	void providerThatIsNoIdStopsTheStartInOneLine(String provider) {
		assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> properties(provider))
			.satisfies((wrong) -> assertThat(wrong.getMessage()).startsWith("postern.identity.cloudflare-provider ")
				.contains(provider)
				.hasLineCount(1));
	}

	@Test
	void providerMayBeLeftEmpty() {
		assertThat(properties(" ").providerAtCloudflare()).isEmpty();
		assertThat(properties(" B2B6D6A5-7d39-4c1a-9d35-6f0d9a3cbe01 ").providerAtCloudflare())
			.contains(UUID.fromString("b2b6d6a5-7d39-4c1a-9d35-6f0d9a3cbe01"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S", "P30DT1S" })
	void sessionThatEndsAtOnceOrNeverStopsTheStartInOneLine(Duration length) {
		assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> properties(length, ""))
			.satisfies((wrong) -> assertThat(wrong.getMessage()).startsWith("postern.identity.session-max ")
				.contains("at most 30d", length.toString())
				.hasLineCount(1));
	}

	private static IdentityProperties properties(String provider) {
		return properties(Duration.ofHours(12), provider);
	}

	private static IdentityProperties properties(Duration sessionMax, String provider) {
		return new IdentityProperties(new IdentityProperties.Roles(List.of(), List.of()), "groups", Duration.ofHours(8),
				sessionMax, Duration.ofDays(30), List.of(), provider);
	}

}

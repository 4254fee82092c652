package dev.postern.tunnels.cloudflared;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReleaseRemarkTests {

	private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

	@ParameterizedTest
	@CsvSource({ "2026.8.2, linux_amd64, ''", "2026.7.2, linux_amd64, ''", "2026.7.2, windows_amd64, SHOWS_TOKEN",
			"2026.7.3, windows_amd64, ''", "2026.7.1, linux_arm64, SHOWS_TOKEN", "2026.7.1, , SHOWS_TOKEN",
			"2025.11.1, linux_amd64, SHOWS_TOKEN", "2025.10.9, linux_amd64, UNSUPPORTED SHOWS_TOKEN",
			"2022.1.0, , UNSUPPORTED SHOWS_TOKEN", "DEV, linux_amd64, NOT_KNOWN", "'', , NOT_KNOWN",
			"2026.13.1, , NOT_KNOWN", "2026.0.1, , NOT_KNOWN", "9999.1.1, , NOT_KNOWN" })
	void saysWhatHasToBeKnownOfARelease(String version, String platform, String remarks) {
		List<ReleaseRemark> expected = Arrays.stream(remarks.split(" "))
			.filter((one) -> !one.isEmpty())
			.map(ReleaseRemark::valueOf)
			.collect(Collectors.toList());

		assertThat(ReleaseRemark.of(version, platform, NOW)).isEqualTo(expected);
	}

}

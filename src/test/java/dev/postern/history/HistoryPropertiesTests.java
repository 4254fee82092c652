package dev.postern.history;

import java.time.Duration;

import dev.postern.kernel.WrongSetting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HistoryPropertiesTests {

	@Test
	void loginsAreKeptAtLeastAsLongAsCloudflareKeepsThem() {
		assertThatExceptionOfType(WrongSetting.class)
			.isThrownBy(() -> new HistoryProperties(Duration.ofMinutes(1), Duration.ofDays(7), Duration.ofDays(30),
					Duration.ofMinutes(2), Duration.ofMinutes(10)))
			.withMessageContainingAll("postern.history.keep", "postern.history.retention", "PT720H", "PT168H");
	}

}

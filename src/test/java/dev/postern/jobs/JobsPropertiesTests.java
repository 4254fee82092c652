package dev.postern.jobs;

import dev.postern.kernel.WrongSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class JobsPropertiesTests {

	private final ApplicationContextRunner start = new ApplicationContextRunner().withUserConfiguration(Settings.class);

	@ParameterizedTest
	@CsvSource({ "poll-every, 0s, PT0S", "heartbeat-every, -1s, PT-1S", "first-retry, 0s, PT0S",
			"longest-retry, -1s, PT-1S", "shutdown-wait, 0s, PT0S" })
	void aPeriodThatIsNoneStopsTheStart(String name, String value, String told) {
		this.start.withPropertyValues("postern.jobs.%s=%s".formatted(name, value))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(WrongSetting.class)
				.message()
				.startsWith("postern.jobs." + name + " must be longer than nothing, for example ")
				.endsWith(", not " + told + ".")
				.hasLineCount(1));
	}

	@Test
	void whatIsLeftOutHasItsDefault() {
		this.start.run((context) -> assertThat(context).hasSingleBean(JobsProperties.class));
	}

	@EnableConfigurationProperties(JobsProperties.class)
	static class Settings {

	}

}

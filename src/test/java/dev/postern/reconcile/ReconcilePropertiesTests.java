package dev.postern.reconcile;

import dev.postern.kernel.WrongSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ReconcilePropertiesTests {

	private final ApplicationContextRunner start = new ApplicationContextRunner().withUserConfiguration(Settings.class);

	@ParameterizedTest
	@CsvSource({ "drift-every, 0s, PT0S", "keep-runs, -1s, PT-1S", "retry-first, 0s, PT0S",
			"retry-longest, -1s, PT-1S" })
	void aPeriodThatIsNoneStopsTheStart(String name, String value, String told) {
		this.start.withPropertyValues("postern.reconcile.%s=%s".formatted(name, value))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(WrongSetting.class)
				.message()
				.startsWith("postern.reconcile." + name + " must be longer than nothing, for example ")
				.endsWith(", not " + told + ".")
				.hasLineCount(1));
	}

	@Test
	void aWaitBeforeTheBeginningStopsTheStart() {
		this.start.withPropertyValues("postern.reconcile.enforcement-delay=-1s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(WrongSetting.class)
				.hasMessage(
						"postern.reconcile.enforcement-delay must not be negative: 1m, for example, or 0s, not PT-1S."));
	}

	@Test
	void whatIsLeftOutHasItsDefault() {
		this.start.run((context) -> assertThat(context).hasSingleBean(ReconcileProperties.class));
	}

	@EnableConfigurationProperties(ReconcileProperties.class)
	static class Settings {

	}

}

package dev.postern.servers.checks;

import dev.postern.kernel.Hostname;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExternalHostnameTests {

	@ParameterizedTest
	@ValueSource(strings = { "gitlab.com", "GitHub.com", "db1.prod", "localhost", "LOCALHOST", "10.0.0.1",
			"git.xn--wgv71a", "notexample.jp", "gitlab.com.", "localhost." })
	void nameOfAHostElsewhereIsNoNameOfAServerI12(String name) {
		assertThat(ExternalHostname.matches(name, ExternalHostnameTests::isOurs)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "db1", "db1.internal", "db1.tokyo.local", "db1.example.jp", "db-1.2", "my_db.tokyo",
			"v1.2.3", "local" })
	void anyOtherNameIs(String name) {
		assertThat(ExternalHostname.matches(name, ExternalHostnameTests::isOurs)).isFalse();
	}

	private static boolean isOurs(Hostname hostname) {
		return hostname.isIn(Hostname.of("example.jp"));
	}

}

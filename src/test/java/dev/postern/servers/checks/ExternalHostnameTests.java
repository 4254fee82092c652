package dev.postern.servers.checks;

import dev.postern.kernel.Hostname;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExternalHostnameTests {

	@ParameterizedTest
	@ValueSource(strings = { "gitlab.com", "GitHub.com", "db1.prod", "localhost", "LOCALHOST", "10.0.0.1",
			"git.xn--wgv71a", "notexample.jp", "gitlab.com.", "localhost.", "127.1", "127.0.1", "0x7f000001", "0X7F.1",
			"0177.0.0.1", "2130706433", "42", "0x", "1.2.3.4", "github.com.", "db1.", "db1.internal.", "ip6-localhost",
			"IP6-loopback", "localhost6", "localhost.localdomain", "broadcasthost" })
	void nameOfAHostElsewhereIsNoNameOfAServerI12(String name) {
		assertThat(ExternalHostname.matches(name, ExternalHostnameTests::isOurs)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "db1", "db1.internal", "db1.tokyo.local", "db1.example.jp", "db-1.2", "my_db.tokyo",
			"v1.2.3", "local", "1.2.3.4.5", "0xg", "db42", "42-db", "4.internal" })
	void anyOtherNameIs(String name) {
		assertThat(ExternalHostname.matches(name, ExternalHostnameTests::isOurs)).isFalse();
	}

	private static boolean isOurs(Hostname hostname) {
		return hostname.isIn(Hostname.of("example.jp"));
	}

}

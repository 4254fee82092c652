package dev.postern.identity.traces;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClientNetworkTests {

	@ParameterizedTest
	@CsvSource({ "203.0.113.7, 203.0.113.7", "2001:db8:0:7:1::2, 2001:db8:0:7::/64",
			"2001:DB8:0:7::, 2001:db8:0:7::/64", "::ffff:203.0.113.7, 203.0.113.7", "no address, unreadable" })
	void networkOfIpv6CountsAsOneAddress(String address, String network) {
		assertThat(ClientNetwork.of(address)).isEqualTo(network);
	}

}

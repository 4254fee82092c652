package dev.postern.identity.traces;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressTextTests {

	@ParameterizedTest
	@CsvSource({ "0:0:0:0:0:0:0:1, ::1", "0:0:0:0:0:0:0:0, ::", "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
			"2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", "2001:0db8:0:0:0:0:2:0001, 2001:db8::2:1",
			"1:0:0:2:0:0:0:3, 1:0:0:2::3", "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::", "198.51.100.7, 198.51.100.7",
			"2001:db8:0:0:0:0:0:0/32, 2001:db8::/32", "0:0:0:0::/64, ::/64", "unreadable, unreadable", "'', ''",
			"2001:db8:, 2001:db8:" })
	void isWrittenAsRfc5952Has(String given, String written) {
		assertThat(AddressText.of(given)).isEqualTo(written);
	}

}

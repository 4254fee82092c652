package dev.postern.rules;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CidrTests {

	@ParameterizedTest
	@CsvSource({ "10.0.0.1, 10.0.0.1/32", "10.1.2.3/8, 10.1.2.3/8", "0.0.0.0/0, 0.0.0.0/0",
			"' 192.0.2.0/24 ', 192.0.2.0/24", "2001:DB8::1, 2001:db8::1/128", "2001:db8:0:0:0:0:0:0/32, 2001:db8::/32",
			"::, ::/128", "::/0, ::/0", "::1, ::1/128", "1::, 1::/128", "1:0:0:2:0:0:0:3, 1:0:0:2::3/128",
			"1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7/128", "::ffff:192.0.2.1, ::ffff:192.0.2.1/128",
			"64:ff9b::192.0.2.1/96, 64:ff9b::c000:201/96", "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0/128" })
	void writesEachRangeInOneWay(String given, String written) {
		assertThat(Cidr.parse(given)).hasToString("Optional[" + written + "]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "10", "10.0.0", "10.0.0.0.0", "10.0.0.256", "10.0.0.01", "10.0.0.-1",
			"10.0.0.1/33", "10.0.0.1/", "10.0.0.1/-1", "10.0.0.1/08", "10.0.0.1/8/8", "0x7f.0.0.1", "localhost",
			"example.com/24", "٣.0.0.1", ":", ":::", "1:::2", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
			"1:2:3:4:5:6:7:8::", "12345::", "g::", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "fe80::1%eth0", "[::1]",
			"::1/129", "::192.0.2.1:1", "1.2.3.4::", "::+1", "1.2.3.4:5:6:7:8:9:a:b" })
	void refusesWhatIsNoRange(String given) {
		assertThat(Cidr.parse(given)).isEmpty();
	}

	@Test
	void readsEveryAddressAsJavaDoes() throws UnknownHostException {
		Random random = new Random(20261122);
		for (int i = 0; i < 2_000; i++) {
			byte[] bytes = new byte[16];
			random.nextBytes(bytes);
			for (int zero = random.nextInt(16); zero < 16 && random.nextInt(4) > 0; zero++) {
				bytes[zero] = 0;
			}
			String text = InetAddress.getByAddress(bytes).getHostAddress();
			assertThat(Cidr.parse(text).orElseThrow().address()).as(text).isEqualTo(new BigInteger(1, bytes));
			assertThat(Cidr.parse(Cidr.parse(text).orElseThrow().toString())).as(text).isEqualTo(Cidr.parse(text));
		}
	}

}

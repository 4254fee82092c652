package dev.postern.servers;

import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServerFilterTests {

	@ParameterizedTest
	@CsvSource({ "' DB1 ', %db1%", "ssh-\u65e5\u672c.Example.jp, %xn--ssh--j79hm9d.example.jp%",
			"DB1.example.JP, %db1.example.jp%", "\u65e5\u672c, %\u65e5\u672c%", "100%, %100\\%%", "'', %%" })
	void wholeHostnameIsLookedForAsItIsStored(String text, String pattern) {
		assertThat(new ServerFilter(text, Set.of(), null, Set.of()).pattern()).isEqualTo(pattern);
	}

}

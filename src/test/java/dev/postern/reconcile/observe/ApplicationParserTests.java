package dev.postern.reconcile.observe;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class ApplicationParserTests {

	@ParameterizedTest
	@CsvSource({ "DB1.Example.JP, db1.example.jp", "db1.example.jp., db1.example.jp",
			"stra\u00dfe.example.jp, xn--strae-oqa.example.jp",
			"Stra\u00dfe.example.jp/App, xn--strae-oqa.example.jp/app", "*.Example.jp, *.example.jp", "'', ''" })
	void domainsAreReadInOneSpelling(String written, String domain) {
		ObjectNode body = JsonMapper.shared().createObjectNode().put("domain", written);
		body.putArray("self_hosted_domains").add(written);

		assertThat(ApplicationParser.parse(body).spec().domain()).isEqualTo(domain);
		assertThat(ApplicationParser.parse(body).spec().destinations()).containsExactly(domain);
	}

	@Test
	void anApplicationOnPrivateAddressesTellsThatItHasNoDomain() {
		ObjectNode body = JsonMapper.shared().createObjectNode().putNull("domain");
		body.putArray("destinations").addObject().put("type", "private").put("cidr", "10.0.0.0/8");

		assertThat(ApplicationParser.parse(body).destinations()).isEmpty();
		assertThat(ApplicationParser.parse(body).tellsAddresses()).isTrue();
		body.putArray("destinations");
		assertThat(ApplicationParser.parse(body).tellsAddresses()).isFalse();
	}

	@Test
	void anApplicationThatWasSavedByItsDestinationsHasTheirDomain() {
		ObjectNode body = JsonMapper.shared().createObjectNode().putNull("domain");
		body.putArray("destinations").addObject().put("type", "public").put("uri", "db1.example.jp");

		assertThat(ApplicationParser.parse(body).spec().domain()).isEqualTo("db1.example.jp");
		assertThat(ApplicationParser.parse(body).unknownFields()).doesNotContain("domain");
	}

	@Test
	void destinationsAreReadInOneSpelling() {
		ObjectNode body = JsonMapper.shared().createObjectNode().put("domain", "db1.example.jp");
		body.putArray("destinations").addObject().put("type", "public").put("uri", "\u65e5\u672c.example.jp.");

		assertThat(ApplicationParser.parse(body).spec().destinations()).containsExactly("xn--wgv71a.example.jp");
	}

}

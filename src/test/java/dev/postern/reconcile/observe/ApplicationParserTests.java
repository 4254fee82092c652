package dev.postern.reconcile.observe;

import java.util.List;

import dev.postern.reconcile.observe.ApplicationParser.ParsedApplication;
import dev.postern.rules.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

	@ParameterizedTest
	@ValueSource(strings = { "session_duration", "tags", "policies", "name", "type" })
	void whatAListLeavesOutIsNotKnown_I3(String field) {
		ObjectNode body = whole();
		assertThat(ApplicationParser.parse(body).unknownFields()).isEmpty();

		assertThat(ApplicationParser.parse(body.deepCopy().without(field)).unknownFields()).containsExactly(field);
		assertThat(ApplicationParser.parse(body.deepCopy().putNull(field)).unknownFields()).containsExactly(field);
	}

	@ParameterizedTest
	@ValueSource(strings = { "name", "decision", "include", "require", "exclude" })
	void aPolicyThatAListDoesNotTellWholeIsNotKnown_I3(String field) {
		ObjectNode body = whole();
		((ObjectNode) body.path("policies").path(0)).remove(field);

		assertThat(ApplicationParser.parse(body).unknownFields()).containsExactly("policies");
	}

	@Test
	void whatTheApplicationItselfLacksIsWhatIsDocumented() {
		ObjectNode body = whole();
		body.remove("session_duration");
		body.putNull("tags");
		((ObjectNode) body.path("policies").path(0)).without(List.of("require", "exclude"));

		ParsedApplication parsed = ApplicationParser.parse(ApplicationParser.alone(body));

		assertThat(parsed.unknownFields()).isEmpty();
		assertThat(parsed.spec().sessionDuration()).hasHours(24);
		assertThat(parsed.spec().policies()).singleElement().extracting(Policy::exclude).isEqualTo(List.of());
	}

	private static ObjectNode whole() {
		return (ObjectNode) JsonMapper.shared().readTree("""
				{"aud": "a1", "name": "db1", "type": "ssh", "domain": "db1.example.jp", "session_duration": "8h",
				 "destinations": [{"type": "public", "uri": "db1.example.jp"}], "tags": ["postern"], "policies": [
				  {"name": "One", "decision": "allow", "include": [{"email": {"email": "a@example.com"}}],
				   "require": [], "exclude": []}]}""");
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

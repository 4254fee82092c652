package dev.postern.reconcile;

import java.util.List;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.kernel.DomainNames;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.servers.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** A name is the same name in Unicode, in upper case, and with a dot at the end. */
@ReconcileTest
class SpellingTests {

	private final FakeCloudflare cloudflare;

	private final ReconcileFixture site;

	private final String hostname = Hostname.of(ReconcileFixture.newHostname().replace("ssh-", "ssh-\u65e5\u672c-"))
		.value();

	@Autowired
	SpellingTests(FakeCloudflare cloudflare, ReconcileFixture site) {
		this.cloudflare = cloudflare;
		this.site = site;
	}

	@AfterEach
	void answersAsUsual() {
		this.cloudflare.behaviour().spelling((name) -> name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "unicode", "capitals" })
	void aForeignRuleInAnotherSpellingIsAConflictAndNothingElse_I2(String spelling) {
		String written = spelling.equals("unicode") ? DomainNames.shown(this.hostname)
				: this.hostname.replace("example", "EXAMPLE");
		this.cloudflare.asSomebodyElse()
			.editIngress(this.site.tunnel, (rules) -> Stream.concat(Stream.<JsonNode>of(
					JsonNodeFactory.instance.objectNode().put("hostname", written).put("service", "http://theirs")),
					rules.stream())
				.toList());
		this.cloudflare.journal().clear();

		Server server = this.site.reaches(this.site.register(this.hostname).id(), Phase.HELD);

		assertThat(server.problem()).extracting(Problem::code).isEqualTo("rule-taken");
		assertThat(this.site.writes()).isEmpty();
	}

	@Test
	void aForeignApplicationInAnotherSpellingIsAConflictAndNothingElse_I2() {
		this.cloudflare.asSomebodyElse().addApp(DomainNames.shown(this.hostname), "somebody@example.com");
		this.cloudflare.journal().clear();

		Server server = this.site.reaches(this.site.register(this.hostname).id(), Phase.HELD);

		assertThat(server.problem()).extracting(Problem::code).isEqualTo("application-taken");
		assertThat(this.site.writes()).isEmpty();
	}

	@Test
	void recordsThatAreListedInAnotherSpellingAreStillOurs_I4() {
		this.cloudflare.behaviour().spelling((name) -> DomainNames.shown(name) + ".");
		Fault lost = this.cloudflare.faults().on(Calls.CREATE_DNS).nth(1).cutAfterCommit();
		Server server = this.site.registered(this.hostname);
		this.site.quiet();
		this.cloudflare.journal().clear();

		this.site.edit(server, this.site.draft(this.hostname));
		this.site.ready(server.id());
		this.site.quiet();

		assertThat(lost.fired()).isTrue();
		assertThat(this.site.writes()).isEmpty();
		assertThat(records()).hasSize(1);
		this.site.retire(server);
		this.site.gone(server.id());
		assertThat(records()).isEmpty();
	}

	@Test
	void addressesGoOutAsTheyAre() {
		String email = "=o'b/r%i{0}&e`n+#?$|^~!*@m\u00fcller.example";
		Server server = this.site.registered(this.hostname);
		this.site.edit(server,
				this.site.draft(this.hostname, this.site.tunnel, "ssh://host.docker.internal:22", email));
		this.site.ready(server.id());
		this.site.quiet();

		JsonNode app = this.cloudflare.state()
			.apps()
			.stream()
			.filter((one) -> one.path("domain").asString().equals(this.hostname))
			.findFirst()
			.orElseThrow();
		assertThat(app.at("/policies/0/include/0/email/email").asString()).isEqualTo(EmailAddress.of(email).value());
	}

	private List<JsonNode> records() {
		return this.cloudflare.state()
			.dnsRecords()
			.stream()
			.<JsonNode>map((one) -> one)
			.filter((one) -> one.path("name").asString().equals(this.hostname))
			.toList();
	}

}

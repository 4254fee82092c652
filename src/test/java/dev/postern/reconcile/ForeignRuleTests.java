package dev.postern.reconcile;

import java.util.List;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.servers.Server;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules that somebody else has at our hostnames. */
@ReconcileTest
class ForeignRuleTests {

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private TunnelReconciler reconciler;

	@Autowired
	private ReconcileFixture site;

	@Test
	void aRuleThatSomebodyMadeWhileOursWasNotIsTheirs_I2() {
		String hostname = ReconcileFixture.newHostname();
		Fault lost = this.cloudflare.faults().on(Calls.PUT_CONFIGURATION).always().cutBeforeCommit();
		Server server = this.site.register(hostname);
		lost.awaitFired();
		this.cloudflare.asSomebodyElse().addRule(this.site.tunnel, hostname, "http://theirs:8080");
		lost.remove();

		Server held = this.site.reaches(server.id(), Phase.HELD);
		this.site.retire(server);
		this.site.gone(server.id());

		assertThat(held.problem()).extracting(Problem::code).isEqualTo("rule-taken");
		assertThat(rulesFor(hostname)).containsExactly("http://theirs:8080");
	}

	@Test
	void aRuleThatWasMadeAlthoughTheAnswerWasLostIsOurs_I4() {
		String hostname = ReconcileFixture.newHostname();
		this.cloudflare.faults().on(Calls.PUT_CONFIGURATION).nth(1).cutAfterCommit();
		Server server = this.site.registered(hostname);
		this.site.quiet();
		this.cloudflare.asSomebodyElse().editIngress(this.site.tunnel, (rules) -> rules.stream().map((rule) -> {
			if (rule.path("hostname").asString("").equals(hostname)) {
				return JsonMapper.shared()
					.readTree("{\"hostname\":\"%s\",\"service\":\"ssh://wrong:22\"}".formatted(hostname));
			}
			return rule;
		}).toList());
		this.cloudflare.watch().forgive();

		this.reconciler.request(this.site.tunnel);
		this.site.quiet();

		assertThat(rulesFor(hostname)).containsExactly("ssh://host.docker.internal:22");
		assertThat(this.site.now(server.id()).phase()).isEqualTo(Phase.READY);
	}

	@Test
	void aRuleForOnePathOfOurHostnameIsSomebodyElses_I2() {
		String hostname = ReconcileFixture.newHostname();
		Server server = this.site.registered(hostname);
		this.site.quiet();
		this.cloudflare.asSomebodyElse()
			.editIngress(this.site.tunnel, (rules) -> Stream.concat(Stream.of(JsonMapper.shared()
				.readTree(
						"{\"hostname\":\"%s\",\"path\":\"^/health\",\"service\":\"http://health:80\",\"originRequest\":{\"noTLSVerify\":true}}"
							.formatted(hostname))),
					rules.stream())
				.toList());
		List<JsonNode> before = this.cloudflare.state().ingress(this.site.tunnel);
		this.cloudflare.journal().clear();

		this.reconciler.request(this.site.tunnel);
		Server held = this.site.reaches(server.id(), Phase.HELD);
		assertThat(held.problem()).extracting(Problem::code).isEqualTo("rule-taken");
		assertThat(this.site.writes()).isEmpty();
		this.site.retire(server);
		this.site.gone(server.id());

		assertThat(rulesFor(hostname)).containsExactly("http://health:80");
		assertThat(this.cloudflare.state().ingress(this.site.tunnel)).isEqualTo(before.stream()
			.filter((rule) -> !rule.path("service").asString().equals("ssh://host.docker.internal:22"))
			.toList());
	}

	private List<String> rulesFor(String hostname) {
		return this.cloudflare.state()
			.ingress(this.site.tunnel)
			.stream()
			.filter((rule) -> rule.path("hostname").asString("").equals(hostname))
			.map((rule) -> rule.path("service").asString())
			.toList();
	}

}

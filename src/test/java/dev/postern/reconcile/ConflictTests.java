package dev.postern.reconcile;

import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.servers.Server;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What belongs to somebody else stands in the way, and a person has to decide. */
@ReconcileTest
class ConflictTests {

	private final FakeCloudflare cloudflare;

	private final ReconcileFixture site;

	@Autowired
	ConflictTests(FakeCloudflare cloudflare, ReconcileFixture site) {
		this.site = site;
		this.cloudflare = cloudflare;
	}

	@Test
	void aForeignRecordInTheWayIsAConflictAndNothingElse_I2() {
		String hostname = ReconcileFixture.newHostname();
		this.cloudflare.asSomebodyElse()
			.addDnsRecord("{\"type\":\"A\",\"name\":\"%s\",\"content\":\"192.0.2.7\"}".formatted(hostname));
		this.cloudflare.journal().clear();

		Server server = this.site.reaches(this.site.register(hostname).id(), Phase.HELD);

		assertThat(server.problem()).extracting(Problem::code).isEqualTo("record-taken");
		assertThat(this.site.writes()).isEmpty();
	}

	@Test
	void aForeignApplicationOrRuleInTheWayIsAConflictAndNothingElse_I2() {
		String withApp = ReconcileFixture.newHostname();
		String withRule = ReconcileFixture.newHostname();
		this.cloudflare.asSomebodyElse().addApp(withApp, "somebody@example.com");
		this.cloudflare.asSomebodyElse()
			.editIngress(this.site.tunnel,
					(rules) -> Stream.concat(
							Stream.of(JsonMapper.shared()
								.readTree("{\"hostname\":\"%s\",\"service\":\"http://theirs\"}".formatted(withRule))),
							rules.stream())
						.toList());
		this.cloudflare.journal().clear();

		Server app = this.site.reaches(this.site.register(withApp).id(), Phase.HELD);
		Server rule = this.site.reaches(this.site.register(withRule).id(), Phase.HELD);

		assertThat(app.problem()).extracting(Problem::code).isEqualTo("application-taken");
		assertThat(rule.problem()).extracting(Problem::code).isEqualTo("rule-taken");
		assertThat(this.site.writes()).isEmpty();
	}

	@Test
	void aServerThatIsHeldDoesNotKeepTheOthers() {
		String taken = ReconcileFixture.newHostname();
		this.cloudflare.asSomebodyElse().addApp(taken, "somebody@example.com");
		String free = ReconcileFixture.newHostname();

		Server held = this.site.register(taken);
		Server fine = this.site.register(free);

		this.site.ready(fine.id());
		this.site.reaches(held.id(), Phase.HELD);
	}

	@Test
	void aServerThatIsHeldStaysSoWhenCloudflareIsAway() {
		String taken = ReconcileFixture.newHostname();
		this.cloudflare.asSomebodyElse().addApp(taken, "somebody@example.com");
		Server held = this.site.reaches(this.site.register(taken).id(), Phase.HELD);
		Fault away = this.cloudflare.faults().on(Calls.GET_CONFIGURATION).always().status(500);

		Server other = this.site.register(ReconcileFixture.newHostname());

		this.site.reaches(other.id(), Phase.FAILED);
		assertThat(this.site.now(held.id())).extracting(Server::phase, Server::problem)
			.containsExactly(Phase.HELD, held.problem());
		away.remove();
		this.site.ready(other.id());
		assertThat(this.site.now(held.id()).phase()).isEqualTo(Phase.HELD);
	}

}

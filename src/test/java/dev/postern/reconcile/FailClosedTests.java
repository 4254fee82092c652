package dev.postern.reconcile;

import java.util.List;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever fails, nobody gets in where nobody guards. */
@ReconcileTest
class FailClosedTests {

	private static final CallMatcher MAKING_APPS = Calls.CREATE_APP.mentioning("domain");

	private final FakeCloudflare cloudflare;

	private final TunnelReconciler reconciler;

	private final TransactionTemplate transactions;

	private final ReconcileFixture site;

	@Autowired
	FailClosedTests(FakeCloudflare cloudflare, TunnelReconciler reconciler, TransactionTemplate transactions,
			ReconcileFixture site) {
		this.site = site;
		this.cloudflare = cloudflare;
		this.reconciler = reconciler;
		this.transactions = transactions;
	}

	@Test
	void removalsThatWaitForAPersonHoldUpNeitherProtectionNorRevocation_I1_I7() {
		List<Server> going = registered(3);
		Server revoked = this.site.registered(ReconcileFixture.newHostname());
		Server unguarded = this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		this.cloudflare.asSomebodyElse().removeApp(app(unguarded));

		this.transactions.executeWithoutResult((status) -> {
			going.forEach(this.site::retire);
			this.site.edit(revoked, withEmail(revoked, "other@example.com"));
		});

		going.forEach((server) -> this.site.reaches(server.id(), Phase.HELD));
		this.site.ready(revoked.id());
		assertThat(this.cloudflare.wouldAllow(hostname(revoked), "dev@example.com")).isFalse();
		this.site.assertStands(hostname(unguarded), "ssh://host.docker.internal:22");
		going.forEach((server) -> assertThat(this.cloudflare.wouldAllow(hostname(server), "dev@example.com")).isTrue());
	}

	@Test
	void lostProtectionThatCloudflareRefusesToMakeAgainIsShutWithoutAskingAnybody_I1() {
		List<Server> servers = registered(3);
		this.site.quiet();
		this.cloudflare.faults().on(MAKING_APPS).always().refused(12130, "application limit reached");
		servers.forEach((server) -> this.cloudflare.asSomebodyElse().removeApp(app(server)));

		this.reconciler.request(this.site.tunnel);

		servers.forEach((server) -> assertShut(hostname(server)));
		servers.forEach((server) -> this.site.reaches(server.id(), Phase.HELD));
	}

	@Test
	void lostProtectionIsShutWhileCloudflareFailsAndComesBackWithIt_I1() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		Fault failing = this.cloudflare.faults().on(MAKING_APPS).always().status(500);
		this.cloudflare.asSomebodyElse().removeApp(app(server));

		this.reconciler.request(this.site.tunnel);

		assertShut(hostname(server));
		this.site.reaches(server.id(), Phase.FAILED);
		failing.remove();
		this.site.ready(server.id());
		this.site.assertStands(hostname(server), "ssh://host.docker.internal:22");
	}

	@Test
	void whatNobodyGuardsIsShutByItsRouteWhereRecordsCannotBeWritten_I1() {
		List<Server> servers = registered(2);
		this.site.quiet();
		Fault apps = this.cloudflare.faults().on(MAKING_APPS).always().status(500);
		Fault records = this.cloudflare.faults().on(Calls.WRITE_DNS).always().status(500);
		servers.forEach((server) -> this.cloudflare.asSomebodyElse().removeApp(app(server)));

		this.reconciler.request(this.site.tunnel);

		servers.forEach((server) -> Awaitility.await(hostname(server) + " is not routed")
			.until(() -> !this.cloudflare.exposure(hostname(server)).isRouted()));
		apps.remove();
		records.remove();
		servers.forEach((server) -> this.site.ready(server.id()));
	}

	@Test
	void oneRecordThatCannotBeWrittenKeepsNoOtherOpen_I1() {
		List<Server> servers = registered(2);
		this.site.quiet();
		this.cloudflare.faults().on(MAKING_APPS).always().status(500);
		this.cloudflare.faults().on(Calls.WRITE_DNS.mentioning(record(servers.getFirst()))).always().status(500);
		this.cloudflare.faults().on(Calls.PUT_CONFIGURATION).always().status(500);
		servers.forEach((server) -> this.cloudflare.asSomebodyElse().removeApp(app(server)));

		this.reconciler.request(this.site.tunnel);

		assertShut(hostname(servers.getLast()));
	}

	@Test
	void protectionThatSomebodyTookThePoliciesFromIsShutWhileCloudflareFails_I1() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		Fault failing = this.cloudflare.faults().on(Calls.PUT_APP).always().status(500);
		this.cloudflare.asSomebodyElse()
			.changeApp(app(server), (app) -> app.set("policies", JsonNodeFactory.instance.arrayNode()));

		this.reconciler.request(this.site.tunnel);

		assertShut(hostname(server));
		failing.remove();
		this.site.ready(server.id());
		this.site.assertStands(hostname(server), "ssh://host.docker.internal:22");
	}

	@Test
	void anApplicationThatGoesDuringTheRunIsNoticedBeforeAnythingIsExposed_I1() {
		String hostname = ReconcileFixture.newHostname();
		this.cloudflare.faults()
			.afterNext(Calls.PUT_CONFIGURATION.mentioning(hostname),
					() -> this.cloudflare.asSomebodyElse().removeApp(app(hostname)));

		this.site.registered(hostname);

		this.site.assertStands(hostname, "ssh://host.docker.internal:22");
	}

	@Test
	void aRemovalDoesNotLayOpenWhatSomebodyElseLeadsThere_I1() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		this.cloudflare.asSomebodyElse()
			.removeDnsRecord(DnsRecordId
				.of(this.cloudflare.state().dnsRecord(hostname(server)).orElseThrow().path("id").asString()));
		DnsRecordId theirs = this.cloudflare.asSomebodyElse().pointAtTunnel(hostname(server), this.site.tunnel);

		this.site.retire(server);

		assertThat(this.site.reaches(server.id(), Phase.HELD).problem()).extracting(Problem::code)
			.isEqualTo("rule-taken");
		this.cloudflare.asSomebodyElse().removeDnsRecord(theirs);
		this.reconciler.request(this.site.tunnel);
		this.site.gone(server.id());
	}

	@Test
	void aTypeIsChangedBehindAClosedDoorAlthoughAWildcardLeadsElsewhere_I1() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		DnsRecordId wildcard = this.cloudflare.asSomebodyElse().pointAtTunnel("*.example.jp", this.site.tunnel);
		Fault failing = this.cloudflare.faults().on(MAKING_APPS).always().status(500);

		this.site.edit(server, ofType(server, "self_hosted"));

		failing.awaitFired();
		assertThat(this.cloudflare.exposure(hostname(server)).isOpen()).isFalse();
		failing.remove();
		this.site.ready(server.id());
		this.site.assertStands(hostname(server), "ssh://host.docker.internal:22");
		this.cloudflare.asSomebodyElse().removeDnsRecord(wildcard);
	}

	@Test
	void whatCloudflareMakesSomethingElseOfHoldsItsOwnServerOnly() {
		Server odd = this.site.registered(ReconcileFixture.newHostname());
		Server going = this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		AccessAppId application = app(odd);
		this.cloudflare.faults()
			.on(Calls.PUT_APP.mentioning(hostname(odd)))
			.always()
			.runAfterCommit(() -> this.cloudflare.asSomebodyElse()
				.changeApp(application, (app) -> app.put("session_duration", "17m")));

		this.site.edit(odd, withEmail(odd, "other@example.com"));
		this.site.retire(going);
		Server coming = this.site.register(ReconcileFixture.newHostname());

		this.site.gone(going.id());
		this.site.ready(coming.id());
		assertThat(this.site.reaches(odd.id(), Phase.HELD).problem()).extracting(Problem::code)
			.isEqualTo("perpetual-difference");
	}

	private List<Server> registered(int count) {
		return Stream.generate(ReconcileFixture::newHostname).limit(count).map(this.site::registered).toList();
	}

	private void assertShut(String hostname) {
		Awaitility.await(hostname + " is shut")
			.until(() -> !this.cloudflare.exposure(hostname).isRouted()
					&& this.cloudflare.state().dnsRecord(hostname).isEmpty());
	}

	private String record(Server server) {
		return this.cloudflare.state().dnsRecord(hostname(server)).orElseThrow().path("id").asString();
	}

	private AccessAppId app(Server server) {
		return app(hostname(server));
	}

	private AccessAppId app(String hostname) {
		return AccessAppId.of(this.cloudflare.state().app(hostname).orElseThrow().path("id").asString());
	}

	private ServerDraft withEmail(Server server, String email) {
		return this.site.draft(hostname(server), this.site.tunnel, server.spec().service(), email);
	}

	private ServerDraft ofType(Server server, String type) {
		ServerDraft draft = this.site.draft(hostname(server));
		return new ServerDraft(draft.name(), draft.hostname(), draft.tunnelId(), draft.service(), draft.loginUser(),
				type, draft.sessionDuration(), draft.enforceAtConnector(), draft.description(), draft.policies());
	}

	private static String hostname(Server server) {
		return server.spec().hostname().value();
	}

}

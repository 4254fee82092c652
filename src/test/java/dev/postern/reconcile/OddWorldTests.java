package dev.postern.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.FaultPlan;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.Phase;
import dev.postern.servers.Server;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Odd things happen in random order, before and within passes of the whole portal over a
 * real account. The account itself looks after each request whether anything was opened
 * unguarded, or anything foreign touched; this test looks for twins, and for servers that
 * worked and do not any more. When nothing happens any more, all is as wanted or says why
 * it is not.
 */
@ReconcileTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddWorldTests {

	private static final String SERVICE = "ssh://host.docker.internal:22";

	private static final int WORLDS = 10;

	/** What happens in a world, each before or within a pass. */
	private static final int HAPPENINGS = 6;

	private static final int FIRST_THAT_TAKES_AWAY = 14;

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private TunnelReconciler reconciler;

	@Autowired
	private ReconcileFixture site;

	private final Set<String> twins = new ConcurrentSkipListSet<>();

	private final Set<String> takenDown = new ConcurrentSkipListSet<>();

	/** The hostnames that worked when something was last written, or has happened. */
	private final Set<String> working = new ConcurrentSkipListSet<>();

	static IntStream worlds() {
		return IntStream.range(0, WORLDS);
	}

	@ParameterizedTest(name = "world {0}")
	@MethodSource("worlds")
	void whateverHappensThePromisesAreKeptAndAllIsAsWantedInTheEnd_I1_I2_I3_I4(int seed) {
		Random random = new Random(seed);
		List<Server> servers = Stream.generate(() -> this.site.register(ReconcileFixture.newHostname()))
			.limit(2)
			.toList();
		this.cloudflare.faults().on(Calls.ANY_WRITE).always().runAfterCommit(() -> written(servers));
		for (int i = 0; i < HAPPENINGS; i++) {
			Server server = servers.get(random.nextInt(servers.size()));
			int what = random.nextInt(21);
			int seedOfIt = random.nextInt();
			if (what < 14 && random.nextBoolean()) {
				this.cloudflare.faults()
					.on(ReconcileFixture.reconciling())
					.nth(1 + random.nextInt(12))
					.run(() -> happen(what, server, new Random(seedOfIt)));
			}
			else {
				happen(what, server, new Random(seedOfIt));
			}
			look();
		}
		this.cloudflare.faults().clear();
		settle(servers);

		this.cloudflare.journal().clear();
		look();
		assertThat(this.site.writes()).as("written when nothing is to be done").isEmpty();
		assertThat(this.twins).as("twins").isEmpty();
		assertThat(this.takenDown).as("taken down").isEmpty();
		for (Server server : servers) {
			Server now = this.site.now(server.id());
			if (now.phase() == Phase.READY) {
				String hostname = now.spec().hostname().value();
				assertThat(this.cloudflare.exposure(hostname).service()).contains(SERVICE);
				assertThat(this.cloudflare.wouldAllow(hostname, "ops@example.com")).isTrue();
				assertThat(this.cloudflare.wouldAllow(hostname, "eve@example.com")).isFalse();
			}
			else {
				assertThat(now.problem()).as(now.toString()).isNotNull();
				assertThat(now.awaitsAccess() && !ours(now.spec().hostname().value()).isEmpty())
					.as("who shall not get in at %s", now)
					.isFalse();
			}
		}
	}

	/** What takes something away that was looked at happens while nobody writes. */
	private void happen(int what, Server server, Random random) {
		String hostname = server.spec().hostname().value();
		FakeCloudflare fake = this.cloudflare;
		if (what >= FIRST_THAT_TAKES_AWAY) {
			this.site.quiet();
		}
		switch (what) {
			case 0 -> fake.asSomebodyElse().addApp(open(hostname + "/healthz"));
			case 1 -> fake.asSomebodyElse().addApp(open(hostname.toUpperCase(Locale.ROOT) + "/Status"));
			case 2 -> fake.loseTag("postern");
			case 3 -> fake.asSomebodyElse().addRule(this.site.tunnel, hostname + ".", "http://theirs");
			case 4 -> fake.asSomebodyElse().addRule(this.site.tunnel, """
					{"hostname": "%s", "path": "^/x", "service": "http://x"}""".formatted(hostname));
			case 5 -> some(Calls.LIST_APPS, random).answers(without(hostname));
			case 6 -> some(Calls.LIST_DNS, random).answers(without(hostname));
			case 7 -> some(Calls.LIST_APPS, random).answers(each((app) -> app.remove("policies")));
			case 8 -> some(Calls.LIST_APPS, random).answers(each((app) -> app.putNull("domain")));
			case 9 -> some(Calls.GET_CONFIGURATION, random).answers((body) -> {
				((ObjectNode) body.path("result").path("config")).remove("ingress");
				return body;
			});
			case 10 -> some(Calls.CREATE_DNS, random).refused(81054, "A CNAME record with that host exists.");
			case 11 -> some(Calls.ANY_WRITE, random).refused(12132, "access.api.error.conflict: busy");
			case 12 -> some(Calls.ANY, random).forbidden();
			case 13 -> some(Calls.ANY_WRITE, random).cutAfterCommit();
			case 14 -> narrow(server);
			case 15 -> ours(hostname).forEach(fake.asSomebodyElse()::removeApp);
			case 16 -> records(hostname).forEach(fake.asSomebodyElse()::removeDnsRecord);
			case 17 -> fake.asSomebodyElse().removeRule(this.site.tunnel, hostname);
			case 18 -> ours(hostname).forEach((app) -> fake.asSomebodyElse().changeApp(app, this::widened));
			case 19 -> {
				fake.faults()
					.afterNext(Calls.PUT_CONFIGURATION.mentioning(hostname),
							() -> ours(hostname).forEach(fake.asSomebodyElse()::removeApp));
				fake.asSomebodyElse().removeRule(this.site.tunnel, hostname);
				records(hostname).forEach(fake.asSomebodyElse()::removeDnsRecord);
			}
			default -> this.site.edit(server, this.site.draft(hostname));
		}
		this.working.removeIf((one) -> !works(one));
	}

	private boolean works(String hostname) {
		return SERVICE.equals(this.cloudflare.exposure(hostname).service())
				&& (this.cloudflare.wouldAllow(hostname, "ops@example.com")
						|| this.cloudflare.wouldAllow(hostname, "dev@example.com"));
	}

	/** An edit that lets in only one, whatever else is odd. */
	private void narrow(Server server) {
		this.site.edit(server,
				this.site.draft(server.spec().hostname().value(), this.site.tunnel, SERVICE, "ops@example.com"));
	}

	private void settle(List<Server> servers) {
		servers.forEach(this::narrow);
		for (int pass = 0; pass < 3; pass++) {
			this.site.quiet();
			look();
		}
		this.site.quiet();
	}

	private void look() {
		this.reconciler.run(this.site.tunnel + " look", Instant.now());
	}

	private FaultPlan some(CallMatcher call, Random random) {
		return this.cloudflare.faults().on(call.and(ReconcileFixture.reconciling())).times(1 + random.nextInt(3));
	}

	private void written(List<Server> servers) {
		for (Server server : servers) {
			String hostname = server.spec().hostname().value();
			if (works(hostname)) {
				this.working.add(hostname);
			}
			else if (this.working.remove(hostname)) {
				this.takenDown.add(hostname);
			}
			if (ours(hostname).size() > 1 || records(hostname).size() > 1) {
				this.twins.add(hostname);
			}
		}
	}

	private List<AccessAppId> ours(String hostname) {
		return this.cloudflare.state()
			.apps()
			.stream()
			.filter((app) -> app.path("domain").asString("").equals(hostname))
			.map((app) -> AccessAppId.of(app.path("id").asString()))
			.toList();
	}

	private List<DnsRecordId> records(String hostname) {
		return this.cloudflare.state()
			.dnsRecords()
			.stream()
			.filter((dns) -> dns.path("name").asString("").equals(hostname))
			.map((dns) -> DnsRecordId.of(dns.path("id").asString()))
			.toList();
	}

	private ObjectNode widened(ObjectNode app) {
		return app.set("policies", JsonMapper.shared().readTree("""
				[{"name": "All", "decision": "allow", "include": [{"email_domain": {"domain": "example.com"}}]}]"""));
	}

	private static String open(String domain) {
		return """
				{"name": "Health", "type": "self_hosted", "domain": "%s", "policies": [
				 {"name": "All", "decision": "bypass", "include": [{"everyone": {}}]}]}""".formatted(domain);
	}

	private static UnaryOperator<JsonNode> each(Consumer<ObjectNode> change) {
		return (body) -> {
			body.path("result").forEach((one) -> change.accept((ObjectNode) one));
			return body;
		};
	}

	/** A list that does not show what names the hostname yet. */
	private static UnaryOperator<JsonNode> without(String hostname) {
		return (body) -> {
			ObjectNode changed = (ObjectNode) body;
			List<JsonNode> left = body.path("result")
				.valueStream()
				.filter((one) -> !one.toString().contains("\"" + hostname + "\""))
				.toList();
			changed.set("result", JsonMapper.shared().valueToTree(left));
			changed.remove("result_info");
			return changed;
		};
	}

}

package dev.postern.reconcile.web;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.Phase;
import dev.postern.servers.Drafts;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroublePagesTests {

	private static final String[] HTMX = { "HX-Request", "true" };

	private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&{0}";

	private static final String ESCAPED = "&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;{0}";

	private static final Pattern STORED = Pattern.compile("href=\"(/runs/[^\"]+/changes/1[^\"]*)\"");

	private static final Pattern BASIS = Pattern.compile("name=\"basis\" value=\"([0-9a-f]+)\"");

	private final Portal portal;

	private final ServersFixture town;

	private final JdbcClient jdbc;

	private final TransactionTemplate transactions;

	private Browser admin;

	@Autowired
	TroublePagesTests(Portal portal, FakeCloudflare cloudflare, Servers servers, JdbcClient jdbc,
			TransactionTemplate transactions) {
		this.portal = portal;
		this.town = new ServersFixture(cloudflare, servers);
		this.jdbc = jdbc;
		this.transactions = transactions;
	}

	@BeforeAll
	void signIn() {
		this.admin = this.portal.as(DemoPerson.ADMIN);
	}

	@AfterEach
	void mend() {
		this.town.cloudflare().faults().clear();
	}

	@Test
	void tellsAConflictWithWhatWasFoundWhateverItsNameIs() {
		ServerDraft draft = this.town.draft("taken");
		this.town.cloudflare()
			.asSomebodyElse()
			.addApp(JsonNodeFactory.instance.objectNode()
				.put("name", HOSTILE)
				.put("type", "ssh")
				.put("domain", draft.hostname())
				.toString());

		Server server = this.town.settled(draft);
		String progress = this.admin.get(of(server, "progress")).body();
		String plan = this.admin.get(of(server, "plan"), HTMX).body();

		assertThat(server.phase()).isEqualTo(Phase.HELD);
		assertThat(progress).contains("already protects", ESCAPED, "/servers/%s/edit".formatted(server.id()))
			.doesNotContain("<img src=x");
		assertThat(plan).contains("already protects", ESCAPED).doesNotContain("<img src=x");
	}

	@Test
	void aStepIsNotDoneWhenTheLastLookSawOtherwise() {
		Server server = this.town.settled(this.town.draft("replaced"));
		String hostname = server.spec().hostname().value();
		String record = this.town.cloudflare().state().dnsRecord(hostname).orElseThrow().path("id").asString();
		assertThat(step(server, "RESOLVABLE")).isEqualTo("DONE");
		this.town.cloudflare().asSomebodyElse().removeDnsRecord(DnsRecordId.of(record));
		this.town.cloudflare()
			.asSomebodyElse()
			.addDnsRecord("{\"type\": \"A\", \"name\": \"%s\", \"content\": \"192.0.2.7\"}".formatted(hostname));

		this.admin.postFrom(of(server, "progress"), of(server, "reconcile"), Map.of());
		this.town.awaitProblem(server.id(), "record-taken");

		assertThat(step(server, "RESOLVABLE")).isEqualTo("TROUBLE");
		assertThat(this.admin.get(of(server, "remove")).body()).contains("is not ours stands at " + hostname)
			.doesNotContain("first its DNS record");
		assertThat(this.admin.get(of(server, "progress")).body())
			.doesNotContain(hostname + " leads to " + this.town.tunnel());
	}

	@Test
	void whatIsGoneWhileSomethingElseHoldsTheServerIsNotDone() {
		Server server = this.town.settled(this.town.draft("shut"));
		String hostname = server.spec().hostname().value();
		String record = this.town.cloudflare().state().dnsRecord(hostname).orElseThrow().path("id").asString();
		this.town.cloudflare().asSomebodyElse().addRule(this.town.tunnel(), hostname, "http://other:80");
		this.town.cloudflare().asSomebodyElse().removeDnsRecord(DnsRecordId.of(record));

		this.admin.postFrom(of(server, "progress"), of(server, "reconcile"), Map.of());
		this.town.awaitProblem(server.id(), "rule-taken");

		assertThat(step(server, "PROTECTED")).isEqualTo("DONE");
		assertThat(step(server, "ROUTED")).isEqualTo("TROUBLE");
		assertThat(step(server, "RESOLVABLE")).isEqualTo("TROUBLE");
		assertThat(this.admin.get(of(server, "progress")).body())
			.contains("The DNS record was not there when Postern looked last");
	}

	private String step(Server server, String name) {
		return JsonMapper.shared()
			.readTree(this.portal.api(DemoPerson.ADMIN).get("/api/v1" + of(server, "status")).body())
			.path("steps")
			.valueStream()
			.filter((step) -> step.path("name").asString().equals(name))
			.findFirst()
			.orElseThrow()
			.path("state")
			.asString();
	}

	@Test
	void tellsWhatCloudflareSaidWhateverItSays() {
		this.town.cloudflare()
			.faults()
			.on(Calls.CREATE_APP)
			.always()
			.refused(12130, "access.api.error.invalid_request: " + HOSTILE);

		Server server = this.town.settled(this.town.draft("refused"));

		assertThat(server.phase()).isEqualTo(Phase.FAILED);
		for (String page : List.of("progress", "runs")) {
			assertThat(this.admin.get(of(server, page)).body()).contains(ESCAPED).doesNotContain("<img src=x");
		}
	}

	@Test
	void showsEveryKindOfTextInPoliciesAsText() {
		ServerDraft draft = Drafts.with(this.town.draft("names"), "policies", Drafts.allow("admin@example.com"));
		((ObjectNode) Objects.requireNonNull(draft.policies()).get(0)).put("name", HOSTILE);

		Server server = this.town.settled(draft);

		assertThat(this.admin.get(of(server, "removal-plan")).body()).contains(ESCAPED).doesNotContain("<img src=x");
		Matcher stored = STORED.matcher(this.admin.get(of(server, "runs")).body());
		assertThat(stored.find()).isTrue();
		assertThat(this.admin.get(stored.group(1).replace("&amp;", "&")).body()).contains("&lt;img")
			.doesNotContain("<img src=x");
	}

	@Test
	void saysThatCloudflareCannotBeReached() {
		Server server = this.town.settled(this.town.draft("away"));
		this.town.cloudflare().faults().on(Calls.LIST_APPS).always().status(503);

		HttpResponse<String> page = this.admin.get(of(server, "plan"));
		HttpResponse<String> part = this.admin.get(of(server, "plan"), HTMX);
		HttpResponse<String> api = this.portal.api(DemoPerson.ADMIN).get("/api/v1" + of(server, "plan"));

		assertThat(page.statusCode()).isEqualTo(503);
		assertThat(page.headers().firstValue("Retry-After")).isPresent();
		assertThat(page.body()).contains("Cloudflare does not answer", "Nothing was changed", "Try again in a minute",
				"<details>", "</html>");
		assertThat(part.statusCode()).isEqualTo(200);
		assertThat(part.body()).contains("Cloudflare does not answer").doesNotContain("<main");
		assertThat(api.statusCode()).isEqualTo(503);
		assertThat(api.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(api.body()).contains("Cloudflare does not answer", "\"todo\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "99999999999999999", "-99999999999999999", "9223372036854775807" })
	void progressIsShownWhateverTimeItIsWatchedUntil(String until) {
		Server server = this.town.settled(this.town.draft("watched" + until.length()));

		assertThat(this.admin.get(of(server, "progress?until=" + until)).statusCode()).isEqualTo(200);
		assertThat(this.admin.get(of(server, "progress?seen=x&until=" + until), HTMX).statusCode()).isEqualTo(200);
	}

	@Test
	void tellsThatTheTokenLacksAPermission() {
		Server server = this.town.settled(this.town.draft("token"));
		this.town.cloudflare().faults().on(Calls.LIST_APPS).always().forbidden();

		HttpResponse<String> page = this.admin.get(of(server, "plan"));

		assertThat(page.statusCode()).isEqualTo(502);
		assertThat(page.body()).contains("<h1 class=\"h2\">Cloudflare does not accept the token</h1>")
			.doesNotContain("demo-token", "th:text", "&lt;title");
	}

	@Test
	void asksAPersonBeforeMoreIsRemovedThanTheBrakeLetsPass_I7() {
		List<Server> servers = IntStream.range(0, 6)
			.mapToObj((number) -> this.town.settled(this.town.draft("old" + number)))
			.toList();
		String page = "/tunnels/%s/removals".formatted(this.town.tunnel());
		assertThat(this.admin.get(page).body()).contains("Nothing waits for an approval");

		this.transactions.executeWithoutResult(
				(status) -> servers.forEach((server) -> this.town.servers().retire(server.id(), ServersFixture.ADA)));
		this.town.awaitPhase(servers.getFirst().id(), Phase.HELD);
		String asked = this.admin.get(page).body();
		HttpResponse<String> others = this.admin.postFrom(page, page + "/approve", Map.of("basis", "0"));

		assertThat(this.admin.get(of(servers.getFirst(), "progress")).body()).contains(page);
		assertThat(asked).contains("6 hostnames lose", servers.getLast().spec().hostname().value() + "</li>",
				"DELETE /");
		assertThat(others.statusCode()).isEqualTo(409);
		assertThat(others.body()).contains("nothing was approved");
		assertThat(approvals()).isZero();

		Matcher basis = BASIS.matcher(asked);
		assertThat(basis.find()).isTrue();
		HttpResponse<String> approved = this.admin.postFrom(page, page + "/approve", Map.of("basis", basis.group(1)));

		assertThat(approved.statusCode()).isIn(302, 303);
		assertThat(approvals()).isOne();
		servers.forEach((server) -> this.town.awaitGone(server.id()));
		assertThat(this.portal.as(DemoPerson.AUDITOR).get(page).statusCode()).isEqualTo(403);
	}

	private int approvals() {
		return this.jdbc.sql("SELECT count(*) FROM audit_event WHERE action = 'tunnel.removals_approved'")
			.query(Integer.class)
			.single();
	}

	private static String of(Server server, String path) {
		return "/servers/%s/%s".formatted(server.id(), path);
	}

}

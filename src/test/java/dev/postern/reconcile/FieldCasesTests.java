package dev.postern.reconcile;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people reported in public of accounts like ours; {@code docs/field-cases.md} says
 * where.
 */
@ReconcileTest
@TestPropertySource(properties = "postern.servers.allow-deep-hostnames=true")
class FieldCasesTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String SERVICE = "ssh://host.docker.internal:22";

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private TunnelReconciler reconciler;

	@Autowired
	private ReconcileFixture site;

	@Test
	void aNameBelowADelegationIsAConflictBeforeAndAnAlarmAfter() {
		String lab = ReconcileFixture.newHostname().replace("ssh", "lab");
		Server server = this.site.registered(below(lab));
		this.site.quiet();
		DnsRecordId delegation = this.cloudflare.asSomebodyElse().addDnsRecord("""
				{"type": "NS", "name": "%s", "content": "ns1.example.net"}""".formatted(lab));

		look();

		Problem alarm = this.site.reaches(server.id(), Phase.HELD).problem();
		assertThat(alarm).extracting(Problem::code).isEqualTo("zone-delegated");
		assertThat(alarm).extracting(Problem::args).isEqualTo(List.of(server.spec().hostname().value(), lab));
		this.cloudflare.journal().clear();
		Server held = this.site.reaches(this.site.register(below(lab)).id(), Phase.HELD);
		assertThat(held.problem()).extracting(Problem::code).isEqualTo("zone-delegated");
		assertThat(this.site.writes()).isEmpty();
		this.cloudflare.asSomebodyElse().removeDnsRecord(delegation);
		look();
		this.site.ready(server.id());
		this.site.ready(held.id());
	}

	@Test
	void theNameServersOfTheZoneItselfDelegateNothing() {
		DnsRecordId ownServer = this.cloudflare.asSomebodyElse().addDnsRecord("""
				{"type": "NS", "name": "example.jp", "content": "ada.ns.cloudflare.com"}""");
		String hostname = ReconcileFixture.newHostname();

		this.site.registered(hostname);

		this.site.assertStands(hostname, SERVICE);
		this.cloudflare.asSomebodyElse().removeDnsRecord(ownServer);
	}

	static Stream<Consumer<ObjectNode>> otherSpellingsOfAnApplication() {
		return Stream.of((app) -> app.put("session_duration", "24h0m0s"), (app) -> {
			app.putArray("tags").add("a-team").add("postern").add("z-team");
		}, (app) -> ofEachPolicy(app, (policy) -> policy.put("precedence", 1_400_392)),
				(app) -> ofEachPolicy(app, (policy) -> policy.put("precedence", "7")),
				(app) -> ofEachPolicy(app, (policy) -> policy.put("session_duration", "1440m")),
				(app) -> ofEachPolicy(app, (policy) -> policy.putNull("require").putNull("exclude")),
				(app) -> ofEachPolicy(app, (policy) -> {
					policy.putObject("connection_rules");
					policy.putObject("mfa_config").putNull("session_duration").put("mfa_disabled", false);
					policy.putArray("approval_groups");
					policy.put("purpose_justification_prompt", "").putNull("isolation_required");
				}), (app) -> ofEachPolicy(app, (policy) -> {
					policy.path("include")
						.forEach((rule) -> ((ObjectNode) rule.path("email")).put("email", "DEV@Example.COM"));
				}), (app) -> {
					app.path("destinations")
						.forEach((one) -> ((ObjectNode) one).put("uri",
								one.path("uri").asString().toUpperCase(Locale.ROOT)));
					app.put("domain", app.path("domain").asString("").toUpperCase(Locale.ROOT));
				}, (app) -> {
					app.putObject("landing_page_design");
					app.putNull("domain_type").put("field_of_next_year", 1.50).put("app_launcher_visible", "yes");
				});
	}

	@ParameterizedTest
	@MethodSource("otherSpellingsOfAnApplication")
	void whatComesBackInAnotherSpellingIsNoDifference(Consumer<ObjectNode> spelling) {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		this.cloudflare.faults().on(Calls.LIST_APPS).always().answers(each(spelling));
		this.cloudflare.faults().on(Calls.GET_APP).always().answers(each(spelling));
		this.cloudflare.journal().clear();

		look();
		this.site.quiet();

		assertThat(this.site.writes()).isEmpty();
		this.site.ready(server.id());
	}

	@Test
	void whatAnotherManagerAddsToARecordIsNoDifference() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		this.cloudflare.faults().on(Calls.LIST_DNS).always().answers(each((dns) -> {
			dns.putArray("tags").add("owner:dns-team");
			dns.putObject("meta").putArray("shadowed_by");
			dns.put("content", dns.path("content").asString("").toUpperCase(Locale.ROOT) + ".");
		}));
		this.cloudflare.journal().clear();

		look();
		this.site.quiet();

		assertThat(this.site.writes()).isEmpty();
		this.site.ready(server.id());
	}

	@Test
	void whatCloudflareAddsToOurRuleIsNoDifference() {
		UnaryOperator<JsonNode> filledIn = (body) -> {
			body.at("/result/config/ingress")
				.valueStream()
				.filter((rule) -> rule.path("service").asString("").equals(SERVICE))
				.map((rule) -> ((ObjectNode) rule).withObjectProperty("originRequest"))
				.forEach((origin) -> origin.put("connectTimeout", 30)
					.put("noTLSVerify", false)
					.put("proxyPort", 0)
					.put("bastionMode", false));
			return body;
		};
		this.cloudflare.faults().on(Calls.GET_CONFIGURATION).always().answers(filledIn);
		this.cloudflare.faults().on(Calls.PUT_CONFIGURATION).always().answers(filledIn);
		Server server = this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		this.cloudflare.journal().clear();

		look();
		this.site.quiet();

		assertThat(this.site.writes()).isEmpty();
		this.site.ready(server.id());
	}

	@Test
	void recordsOfOtherManagersStayAndStandInNobodysWay_I2() {
		String hostname = ReconcileFixture.newHostname();
		List<DnsRecordId> theirs = Stream.of("""
				{"type": "TXT", "name": "%s", "content": "heritage=external-dns,external-dns/owner=prod"}""", """
				{"type": "TXT", "name": "_ctic_managed.%s", "content": "{}", "comment": "managed by a controller"}""",
				"""
						{"type": "A", "name": "*.example.jp", "content": "192.0.2.1", "proxied": true}""")
			.map((record) -> this.cloudflare.asSomebodyElse().addDnsRecord(record.formatted(hostname)))
			.toList();

		Server server = this.site.registered(hostname);
		this.site.retire(server);
		this.site.gone(server.id());

		assertThat(this.cloudflare.state().dnsRecords()).extracting((dns) -> dns.path("id").asString())
			.containsAll(theirs.stream().map(DnsRecordId::value).toList());
		theirs.forEach(this.cloudflare.asSomebodyElse()::removeDnsRecord);
	}

	@Test
	void aFullZoneHoldsOnlyWhomItHasNoRoomFor() {
		Server standing = this.site.registered(ReconcileFixture.newHostname());
		String coming = ReconcileFixture.newHostname();
		Fault full = this.cloudflare.faults()
			.on(Calls.WRITE_DNS.mentioning(coming))
			.always()
			.refused(81045, "The record quota has been exceeded.");

		Server held = this.site.reaches(this.site.register(coming).id(), Phase.HELD);

		assertThat(held.problem()).extracting(Problem::said)
			.asString()
			.contains("81045 The record quota has been exceeded");
		assertThat(held.problem()).extracting(Problem::retryAt).isNotNull();
		this.site.ready(standing.id());
		full.remove();
		look();
		this.site.ready(held.id());
		this.site.assertStands(coming, SERVICE);
	}

	@Test
	void privateDestinationsOfAnApplicationSurviveAnEdit_I2() {
		String hostname = ReconcileFixture.newHostname();
		Server server = this.site.registered(hostname);
		this.site.quiet();
		JsonNode theirs = JSON.readTree("""
				{"type": "private", "cidr": "10.0.0.5/32", "port_range": "22", "l4_protocol": "tcp"}""");
		this.cloudflare.asSomebodyElse().changeApp(app(hostname), (app) -> {
			((ArrayNode) app.path("destinations")).add(theirs);
			return app;
		});

		this.site.edit(server, this.site.draft(hostname, this.site.tunnel, SERVICE, "ops@example.com"));
		this.site.ready(server.id());

		JsonNode standing = this.cloudflare.state().app(hostname).orElseThrow();
		assertThat(JSON.readTree(standing.path("destinations").toString())).contains(theirs);
		assertThat(this.cloudflare.wouldAllow(hostname, "ops@example.com")).isTrue();
	}

	@Test
	void anApplicationOnPrivateAddressesAloneIsInNobodysWayAndCostsNoRequest_I8() {
		String id = "99999999-2222-4333-8444-555555555555";
		this.cloudflare.faults()
			.on(Calls.LIST_APPS)
			.always()
			.answers(with("""
					{"id": "%s", "aud": "x", "name": "Intranet", "type": "self_hosted", "domain": null,
					 "self_hosted_domains": null, "session_duration": "24h", "tags": null,
					 "destinations": [{"type": "private", "cidr": "10.0.0.0/8"}, {"type": "via_mcp_server_portal"}]}"""
				.formatted(id)));
		this.cloudflare.journal().clear();

		this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();

		assertThat(this.cloudflare.journal().matching(CallMatcher.of("GET", "**/access/apps/" + id))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "12135, access.api.error.not_found", "12109, access.api.error.group_not_found" })
	void whatAnApplicationRefersToMayBeGoneWithoutItBeingGone_I3(int code, String text) {
		String hostname = ReconcileFixture.newHostname();
		Server server = this.site.registered(hostname);
		this.site.quiet();
		AccessAppId app = app(hostname);
		Fault gone = this.cloudflare.faults().on(Calls.PUT_APP).always().missing(code, text);

		this.site.edit(server, this.site.draft(hostname, this.site.tunnel, SERVICE, "ops@example.com"));

		assertThat(this.site.reaches(server.id(), Phase.HELD).problem()).extracting(Problem::said)
			.asString()
			.contains(text);
		assertThat(app(hostname)).isEqualTo(app);
		assertThat(gone.firings()).isLessThan(20);
		gone.remove();
		look();
		this.site.ready(server.id());
	}

	@Test
	void aBookmarkOfTheHostnameIsInNobodysWayAndGuardsNothing() {
		String hostname = ReconcileFixture.newHostname();
		this.cloudflare.faults().on(Calls.LIST_APPS).always().answers(with("""
				{"id": "99999999-2222-4333-8444-666666666666", "aud": "x", "name": "Link", "type": "bookmark",
				 "domain": "https://%s/", "tags": [], "app_launcher_visible": true}""".formatted(hostname)));

		Server server = this.site.registered(hostname);
		this.site.assertStands(hostname, SERVICE);
		this.site.quiet();
		AccessAppId ours = app(hostname);
		this.cloudflare.asSomebodyElse().removeApp(ours);
		look();

		Awaitility.await("another application guards it")
			.until(() -> this.cloudflare.state().app(hostname).isPresent() && !app(hostname).equals(ours));
		this.site.ready(server.id());
	}

	private void look() {
		this.reconciler.request(this.site.tunnel);
	}

	private AccessAppId app(String hostname) {
		return AccessAppId.of(this.cloudflare.state().app(hostname).orElseThrow().path("id").asString());
	}

	private static String below(String domain) {
		return ReconcileFixture.newHostname().replace("example.jp", domain);
	}

	private static void ofEachPolicy(ObjectNode app, Consumer<ObjectNode> change) {
		app.path("policies").forEach((policy) -> change.accept((ObjectNode) policy));
	}

	/** Changes each object of a list, or the single one. */
	private static UnaryOperator<JsonNode> each(Consumer<ObjectNode> change) {
		return (body) -> {
			JsonNode result = body.path("result");
			if (result.isArray()) {
				result.forEach((one) -> change.accept((ObjectNode) one));
			}
			else {
				change.accept((ObjectNode) result);
			}
			return body;
		};
	}

	/** A list with one more object at its end. */
	private static UnaryOperator<JsonNode> with(String object) {
		return (body) -> {
			((ArrayNode) body.path("result")).add(JSON.readTree(object));
			return body;
		};
	}

}

package dev.postern.connect.web;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.postern.cloudflare.model.Tunnel;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.rules.PolicyCodec;
import dev.postern.servers.ApplicationType;
import dev.postern.servers.Server;
import dev.postern.servers.ServerSpec;
import dev.postern.servers.Servers;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import dev.postern.tunnels.TunnelStandings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.Lifecycle;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

@PosternTest
@MockitoBean(types = Servers.class)
class ConnectTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String DEVELOPER = "{'email':{'email':'dev@example.com'}}";

	private static final String STRANGER = "{'email':{'email':'someone@example.org'}}";

	private static final String JAPAN = "{'geo':{'country_code':'JP'}}";

	private static final String WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36";

	private final Portal portal;

	private final TunnelStandings standings;

	private final Clock clock;

	private final Servers servers;

	private final Lifecycle jobs;

	@Autowired
	ConnectTests(Portal portal, Servers servers, TunnelStandings standings, Clock clock,
			@Qualifier("jobScheduler") Lifecycle jobs) {
		this.portal = portal;
		this.standings = standings;
		this.clock = clock;
		this.servers = servers;
		this.jobs = jobs;
	}

	/** A job that asks the mock meanwhile would get the answer that a test gives it. */
	@BeforeEach
	void nobodyElseAsksForServers() {
		if (this.jobs.isRunning()) {
			this.jobs.stop();
		}
	}

	@Test
	void namesOnlyServersThatLetThePersonIn_I13() {
		stand(server("db1", Phase.READY, 1, allow(DEVELOPER, "")),
				server("secret", Phase.READY, 1, allow(STRANGER, "")),
				server("blocked", Phase.READY, 1, deny(DEVELOPER) + "," + allow("{'everyone':{}}", "")),
				server("home", Phase.READY, 1, allow("{'email_domain':{'domain':'example.com'}}", JAPAN)),
				server("leaving", Phase.REMOVING, 1, allow(DEVELOPER, "")));
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);

		for (HttpResponse<String> answer : List.of(developer.get("/connect"), developer.get("/connect/ssh-config"),
				this.portal.api(DemoPerson.DEVELOPER).get("/api/v1/me/servers"),
				this.portal.api(DemoPerson.DEVELOPER).get("/api/v1/me/ssh-config"))) {
			assertThat(answer.statusCode()).as(answer.uri().toString()).isEqualTo(200);
			assertThat(answer.body()).as(answer.uri().toString())
				.contains("db1", "ssh-db1.example.jp", "home", "only from Japan")
				.doesNotContain("secret", "blocked", "leaving", "someone@");
		}
	}

	@Test
	void ofManyServersSomeAreListedAndAllAreFound() {
		stand(IntStream.range(0, 61)
			.mapToObj((i) -> server("box%02d".formatted(i), Phase.READY, 1, allow(DEVELOPER, "")))
			.toArray(Server[]::new));
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);

		String all = developer.get("/connect").body();
		String one = developer.get("/connect?q=BOX60").body();
		String none = developer.get("/connect?q=nowhere").body();

		assertThat(all.split("connect-server\"", -1)).hasSize(31);
		assertThat(all).contains("Only 30 of 61 servers are shown", "It names 61 servers").doesNotContain("Host box60");
		assertThat(developer.get("/connect/ssh-config").body()).contains("Host box60");
		assertThat(one.split("connect-server\"", -1)).hasSize(2);
		assertThat(one).contains("ssh box60", "value=\"BOX60\"").doesNotContain("are shown");
		assertThat(none).contains("No server of yours has “nowhere” in its name", "Show all 61");
	}

	@Test
	void serversAreFoundByTheirTagsAndDescriptionI13() {
		stand(tagged(server("db1", Phase.READY, 1, allow(DEVELOPER, "")), "orders <b>", "Prod", "R&D"),
				tagged(server("db2", Phase.READY, 1, allow(DEVELOPER, "")), "", "tokyo"),
				tagged(server("secret", Phase.READY, 1, allow(STRANGER, "")), "hushed", "prod", "covert"));
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);

		assertThat(developer.get("/connect").body()).contains("orders &lt;b&gt;", "tag=R%26D", ">tokyo</a>")
			.doesNotContain("covert", "hushed");
		assertThat(listed(developer, "tag=prod")).contains("ssh db1").doesNotContain("ssh db2");
		assertThat(listed(developer, "q=orders")).contains("ssh db1").doesNotContain("ssh db2");
		assertThat(listed(developer, "q=OKY")).contains("ssh db2").doesNotContain("ssh db1");
		assertThat(listed(developer, "tag=prod&q=db2")).contains("No server of yours with the tag “prod” has “db2”");
		assertThat(developer.get("/connect?tag=covert").body()).contains("No server of yours has the tag “covert”");
		assertThat(this.portal.api(DemoPerson.DEVELOPER).get("/api/v1/me/servers").body())
			.contains("\"tags\":[\"Prod\",\"R&D\"]", "\"description\":\"orders <b>\"")
			.doesNotContain("covert");
	}

	@Test
	void aServerThatIsHeldIsNotOfferedAsIfItWereFine() {
		stand(server("db1", Phase.HELD, 3, allow(DEVELOPER, "")));
		String held = this.portal.as(DemoPerson.DEVELOPER).get("/connect").body();
		stand(server("db1", Phase.READY, 3, allow(DEVELOPER, "")));
		String fine = this.portal.as(DemoPerson.DEVELOPER).get("/connect").body();

		assertThat(held)
			.contains("An administrator has to act before this server can be relied on", "the name may lead elsewhere")
			.doesNotContain("Copy the command for db1", "id=\"try-it\"");
		assertThat(fine).contains("Copy the command for db1", "id=\"try-it\"").doesNotContain("has to act");
	}

	@Test
	void developersAreNotToldWhomElseTheRulesMean() {
		String leavers = "{'okta':{'name':'Suspected leavers','identity_provider_id':'%s'}}"
			.formatted(UUID.randomUUID());
		String claim = "{'oidc':{'claim_name':'reviewed','claim_value':'pip','identity_provider_id':'%s'}}"
			.formatted(UUID.randomUUID());
		String partner = "{'ip':{'ip':'198.51.100.0/24'}}";
		stand(server("db1", Phase.READY, 1,
				"{'name':'Not','decision':'deny','include':[%s,%s]},".formatted(leavers, partner)
						+ "{'name':'Yes','decision':'allow','include':[{'everyone':{}}],'require':[%s],'exclude':[%s]}"
							.formatted(JAPAN, claim)));
		for (String path : List.of("/connect", "/connect/ssh-config", "/api/v1/me/servers", "/api/v1/me/ssh-config")) {
			assertThat(seen(DemoPerson.DEVELOPER, path)).as(path)
				.contains("only where another condition holds and only from Japan")
				.doesNotContain("leavers", "reviewed", "pip", "198.51.100");
			for (DemoPerson reader : List.of(DemoPerson.ADMIN, DemoPerson.AUDITOR)) {
				assertThat(seen(reader, path)).as("%s for %s", path, reader)
					.contains("Suspected leavers", "reviewed", "198.51.100.0/24", "only from Japan")
					.doesNotContain("another condition");
			}
		}
	}

	@Test
	void fileSaysHowToKeepItAndIsNotSentTwice() {
		stand(server("db1", Phase.READY, 1, allow(DEVELOPER, "")));
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);

		HttpResponse<String> file = developer.get("/connect/ssh-config?system=unix");

		assertThat(file.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
		assertThat(file.headers().firstValue("Content-Disposition"))
			.hasValue("attachment; filename=\"postern_config\"");
		assertThat(file.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
		assertThat(file.body()).startsWith("# ssh config for dev@example.com, made by Postern\n")
			.contains(this.portal.address() + "/connect\n");
		String tag = file.headers().firstValue("ETag").orElseThrow();
		assertThat(tag).matches("\"[0-9a-f]{64}\"");
		HttpResponse<String> again = developer.get("/connect/ssh-config?system=unix", "If-None-Match", tag);
		assertThat(again.statusCode()).isEqualTo(304);
		assertThat(again.body()).isEmpty();
		stand(server("db1", Phase.READY, 1, allow(DEVELOPER, JAPAN)));
		assertThat(developer.get("/connect/ssh-config?system=unix", "If-None-Match", tag).statusCode()).isEqualTo(200);
	}

	@Test
	void serverThatNeverStoodAtCloudflareIsListedButNotInTheConfig() {
		stand(server("fresh", Phase.PENDING, 0, allow(DEVELOPER, "")),
				server("held", Phase.HELD, 3, allow(DEVELOPER, "")));
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);

		assertThat(developer.get("/connect").body()).contains("ssh-fresh.example.jp", "waiting", "needs a decision");
		assertThat(developer.get("/connect/ssh-config").body()).contains("Host held\n").doesNotContain("fresh");
	}

	@Test
	void serverWithUnsafeValuesIsLeftOutAndThePageSaysSo_I12() {
		Server hostile = server("evil\nHost *", Phase.READY, 1, allow(DEVELOPER, ""));
		stand(hostile, server("db1", Phase.READY, 1, allow(DEVELOPER, "")));
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);

		assertThat(developer.get("/connect").body()).contains("A server is left out of your config")
			.contains(hostile.id().toString());
		assertThat(developer.get("/connect/ssh-config").body()).contains(hostile.id().toString(), "Host db1\n")
			.doesNotContain("Host *", "evil");
	}

	@Test
	void picksTheSystemThatTheBrowserNames() {
		stand(server("db1", Phase.READY, 1, allow(DEVELOPER, "")));
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);

		assertThat(developer.get("/connect", "User-Agent", WINDOWS).body()).contains("winget install",
				"cloudflared.exe");
		assertThat(developer.get("/connect/ssh-config", "User-Agent", WINDOWS).body()).contains("cloudflared.exe");
		assertThat(developer.get("/connect?system=macos", "User-Agent", WINDOWS).body()).contains("brew install")
			.doesNotContain("cloudflared.exe");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%22x%22", "a%0AHost%20*", "%25h", "-k" })
	void identityFileThatCannotBeWrittenIsRefusedWithItsRemedy_I15(String file) {
		stand(server("db1", Phase.READY, 1, allow(DEVELOPER, "")));
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);

		HttpResponse<String> page = developer.get("/connect?identityFile=" + file);
		assertThat(page.statusCode()).isEqualTo(422);
		assertThat(page.body()).contains("cannot stand in an ssh config", "IdentityFile ~/.ssh/id_ed25519");
		assertThat(developer.get("/connect/ssh-config?identityFile=" + file).statusCode()).isEqualTo(422);
		HttpResponse<String> problem = this.portal.api(DemoPerson.DEVELOPER)
			.get("/api/v1/me/ssh-config?system=amiga&identityFile=" + file);
		assertThat(problem.statusCode()).isEqualTo(422);
		assertThat(problem.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("application/problem+json"));
		assertThat(problem.body()).contains("identityFile", "system", "Write linux, macos, windows, wsl or git-bash");
	}

	@Test
	void chosenIdentityFileStandsInTheConfig() {
		stand(server("db1", Phase.READY, 1, allow(DEVELOPER, "")));

		assertThat(this.portal.as(DemoPerson.DEVELOPER)
			.get("/connect/ssh-config?system=windows&identityFile=C:%5CUsers%5Cme%5Cmy%20key")
			.body()).contains("IdentityFile \"C:\\Users\\me\\my key\"\n");
	}

	@Test
	void saysWhatToDoWhenNoServerLetsThePersonIn() {
		stand(server("secret", Phase.READY, 1, allow(STRANGER, "")));

		assertThat(this.portal.as(DemoPerson.DEVELOPER).get("/connect").body())
			.contains("No server lets you in yet", "dev@example.com")
			.contains("Install cloudflared", "It doesn’t work", "websocket: bad handshake")
			.doesNotContain("secret", "Your ssh config");
	}

	@Test
	void aServerThatNobodyReachesIsNotOfferedAsIfItWereReady() {
		stand(server("db1", Phase.READY, 3, allow(DEVELOPER, "")), server("db2", Phase.HELD, 3, allow(DEVELOPER, "")));
		Tunnel office = new Tunnel(new TunnelId(new UUID(0, 1)), "secret office", "down", true, null, null);
		this.standings.saw(office, this.clock.instant());
		String down = this.portal.as(DemoPerson.DEVELOPER).get("/connect").body();
		String asked = this.portal.api(DemoPerson.DEVELOPER).get("/api/v1/me/servers").body();
		this.standings.saw(new Tunnel(office.id(), office.name(), "healthy", true, null, null), this.clock.instant());
		String fine = this.portal.as(DemoPerson.DEVELOPER).get("/connect").body();

		assertThat(down)
			.contains("ready, but nobody can connect", "Nobody can connect at the moment:",
					"No connector of its tunnel is running.", "Nobody can connect to any of your servers")
			.doesNotContain("Copy the command for db1", "id=\"try-it\"", "secret office", office.id().toString());
		assertThat(JSON.readTree(asked).at("/items/0/connection/state").stringValue()).isEqualTo("DOWN");
		assertThat(fine).contains("Copy the command for db1", "id=\"try-it\"").doesNotContain("nobody can connect");
	}

	@Test
	void listIsCutByKey() {
		stand(IntStream.range(0, 5)
			.mapToObj((i) -> server("db" + i, Phase.READY, 1, allow(DEVELOPER, "")))
			.toArray(Server[]::new));
		Browser caller = this.portal.api(DemoPerson.DEVELOPER);

		JsonNode first = JSON.readTree(caller.get("/api/v1/me/servers?size=3").body());
		assertThat(first.at("/items").valueStream().map((item) -> item.path("name").stringValue()))
			.containsExactly("db0", "db1", "db2");
		JsonNode rest = JSON
			.readTree(caller.get("/api/v1/me/servers?size=3&cursor=" + first.path("next").stringValue()).body());
		assertThat(rest.at("/items").valueStream().map((item) -> item.path("name").stringValue()))
			.containsExactly("db3", "db4");
		assertThat(rest.path("next").isNull()).isTrue();
		assertThat(rest.at("/items/0").propertyNames()).containsExactlyInAnyOrder("id", "name", "hostname",
				"description", "tags", "loginUser", "condition", "phase", "connectable", "connection", "until");
		assertThat(caller.get("/api/v1/me/servers?size=0").statusCode()).isEqualTo(422);
		assertThat(caller.get("/api/v1/me/servers?cursor=*").statusCode()).isEqualTo(422);
	}

	@Test
	void nobodyWhoIsNotSignedInSeesAnything_I11() {
		Browser anonymous = this.portal.anonymous();

		assertThat(anonymous.get("/connect").statusCode()).isEqualTo(302);
		assertThat(anonymous.get("/connect/ssh-config").statusCode()).isEqualTo(302);
		assertThat(anonymous.get("/api/v1/me/servers").statusCode()).isEqualTo(401);
		assertThat(anonymous.get("/api/v1/me/ssh-config").statusCode()).isEqualTo(401);
	}

	private String seen(DemoPerson person, String path) {
		return (path.startsWith("/api/") ? this.portal.api(person) : this.portal.as(person)).get(path).body();
	}

	private void stand(Server... all) {
		given(this.servers.all()).willReturn(List.of(all));
	}

	/** The list, without the file and the example below it. */
	private static String listed(Browser browser, String query) {
		String page = browser.get("/connect?" + query).body();
		return page.substring(page.indexOf("id=\"my-servers\""), page.indexOf("id=\"your-config\""));
	}

	private static Server tagged(Server server, String description, String... tags) {
		ServerSpec spec = server.spec();
		ServerSpec tagged = new ServerSpec(spec.name(), spec.hostname(), spec.zone(), spec.tunnel(), spec.service(),
				spec.loginUser(), spec.applicationType(), spec.sessionDuration(), spec.enforceAtConnector(),
				description, List.of(tags), spec.policies());
		return new Server(server.id(), tagged, server.version(), server.phase(), server.problem(), server.generation(),
				server.appliedGeneration(), server.accessGeneration(), server.ruleVersion(), server.createdAt(),
				server.updatedAt(), server.retiredAt());
	}

	private static Server server(String name, Phase phase, long applied, String policies) {
		Instant then = Instant.parse("2026-11-01T00:00:00Z");
		ServerSpec spec = new ServerSpec(name,
				Hostname.of("ssh-%s.example.jp".formatted(name.replaceAll("[^a-z0-9]", ""))), ZoneId.of("example_jp"),
				new TunnelId(new UUID(0, 1)), "ssh://127.0.0.1:22", "myuser", ApplicationType.SSH, Duration.ofHours(24),
				false, "", PolicyCodec.read(JSON.readTree("[" + policies.replace('\'', '"') + "]")));
		return new Server(new ServerId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))), spec, 1, phase,
				null, applied, applied, applied, null, then, then, null);
	}

	private static String allow(String include, String require) {
		return "{'name':'Allow','decision':'allow','include':[%s],'require':[%s]}".formatted(include, require);
	}

	private static String deny(String include) {
		return "{'name':'Block','decision':'deny','include':[%s]}".formatted(include);
	}

}

package dev.postern.servers.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Phase;
import dev.postern.kernel.TunnelId;
import dev.postern.rules.PolicyCodec;
import dev.postern.servers.ApplicationType;
import dev.postern.servers.Drafts;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import dev.postern.servicetokens.ManagedToken;
import dev.postern.servicetokens.ManagedTokens;
import dev.postern.servicetokens.SecretDelivery;
import dev.postern.servicetokens.TokenSwitch;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.TestConstructor;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** A machine is let in to a server and taken away again, by the pages alone. */
@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class ServerTokensPagesTests {

	private static final Actor ADMIN = Actor.postern("test");

	private static final Pattern FORM = Pattern.compile(
			"<form method=\"post\" action=\"/servers/(preview|confirm)\".*?</form>|<form[^>]*class=\"form-end.*?</form>",
			Pattern.DOTALL);

	private static final Pattern RADIO = Pattern.compile("type=\"radio\"[^>]*name=\"([^\"]+)\"");

	private static final Pattern INPUT = Pattern.compile("<input\\b([^>]*)>");

	private final Portal portal;

	private final Servers servers;

	private final ManagedTokens managedTokens;

	private final TokenSwitch tokenSwitch;

	private final FakeCloudflare cloudflare;

	private final String tunnel;

	private Browser admin;

	ServerTokensPagesTests(Portal portal, Servers servers, ManagedTokens managedTokens, TokenSwitch tokenSwitch,
			FakeCloudflare cloudflare) {
		this.tokenSwitch = tokenSwitch;
		this.portal = portal;
		this.servers = servers;
		this.managedTokens = managedTokens;
		this.cloudflare = cloudflare;
		cloudflare.addZone("example.jp");
		this.tunnel = cloudflare.addTunnel("office").toString();
		cloudflare.addConnector(TunnelId.of(this.tunnel));
		this.admin = portal.anonymous();
	}

	@BeforeAll
	void signIn() {
		this.admin = this.portal.as(DemoPerson.ADMIN);
	}

	@Test
	void theFormOffersServiceTokensByTheirNames() {
		SecretDelivery.Delivered ci = token();

		String form = this.admin.postFrom("/servers/new", "/servers/form",
				Map.of("policies[0].name", "CI", "policies[0].decision", "non_identity", "policies[0].include[0].kind",
						"service_token", "policies[0].include[0].values",
						Objects.requireNonNull(ci.managed().tokenId()).toString(), "action", "edit"))
			.body();

		assertThat(form).containsPattern(
				"<option[^>]*selected[^>]*>[^<]*%s[^<]*</option>".formatted(Pattern.quote(ci.managed().name())));
	}

	@Test
	void machineIsLetInAloneAndTakenAwayAgain() {
		Server server = ready();
		String hostname = server.spec().hostname().value();
		SecretDelivery.Delivered ci = token();
		SecretDelivery.Delivered other = token();
		assertThat(connects(hostname, ci)).isFalse();

		choose(server, ci);
		Server open = await(server, ApplicationType.SELF_HOSTED);

		assertThat(open.spec().policies().getFirst().decision().wire()).isEqualTo("non_identity");
		assertThat(this.cloudflare.state().app(hostname).orElseThrow().path("type").asString())
			.isEqualTo("self_hosted");
		assertThat(connects(hostname, ci)).isTrue();
		assertThat(connects(hostname, other)).isFalse();
		assertThat(this.cloudflare.state()
			.connectionResult(hostname, String.valueOf(ci.managed().clientId()), "a wrong secret")
			.letsIn()).isFalse();
		assertThat(this.cloudflare.wouldAllow(hostname, "admin@example.com")).isTrue();
		assertThat(this.cloudflare.wouldAllow(hostname, "mallory@example.net")).isFalse();
		for (String page : List.of("/servers/" + server.id(), "/servers", "/reachability")) {
			assertThat(this.admin.get(page).body()).as(page)
				.contains("the machine with the service token " + ci.managed().name());
		}

		choose(server, other);
		await(server, ApplicationType.SELF_HOSTED);
		assertThat(connects(hostname, ci)).isTrue();
		assertThat(connects(hostname, other)).isTrue();
		assertThat(this.servers.find(server.id()).orElseThrow().spec().policies()).hasSize(2);

		takeAway(server, ci, 0);
		await(server, ApplicationType.SELF_HOSTED);
		assertThat(connects(hostname, ci)).isFalse();
		assertThat(connects(hostname, other)).isTrue();

		takeAway(server, other, 0);
		Server closed = await(server, ApplicationType.SSH);
		assertThat(connects(hostname, other)).isFalse();
		assertThat(closed.spec().policies()).isEqualTo(server.spec().policies());
		assertThat(this.cloudflare.state().app(hostname).orElseThrow().path("type").asString()).isEqualTo("ssh");
		this.cloudflare.watch().assertNoViolations();
	}

	@Test
	void thePolicyThatComesIsShownInWordsAndInJsonBeforeItIsStored() {
		Server server = ready();
		ManagedToken first = token().managed();
		ManagedToken second = token().managed();
		String path = "/servers/" + server.id() + "/machines";

		String fresh = HtmlUtils.htmlUnescape(this.admin.get(path).body());
		assertThat(fresh).contains("The policy “Machines” is new",
				"Lets in, without a login, the machine with the service token " + first.name(),
				"\"decision\" : \"non_identity\"", "\"token_id\" : \"" + first.tokenId());
		choose(server, first);
		Server open = await(server, ApplicationType.SELF_HOSTED);
		String next = HtmlUtils.htmlUnescape(this.admin.get(path).body());

		assertThat(next).contains("The policy “Machines” exists already. It will then say:", "and the machine with")
			.doesNotContain("is new");
		assertThat(fresh).contains(PolicyCodec.write(open.spec().policies()).get(0).toPrettyString());
		choose(server, second);
		assertThat(next).contains(PolicyCodec.write(await(server, ApplicationType.SELF_HOSTED).spec().policies())
			.get(0)
			.toPrettyString());
	}

	@Test
	void tokenThatAServerNamesIsNotDeleted() {
		Server server = ready();
		ManagedToken managed = token().managed();
		choose(server, managed);
		await(server, ApplicationType.SELF_HOSTED);
		String delete = "/service-tokens/" + managed.id() + "/delete";

		assertThat(this.admin.get(delete).body())
			.contains(server.spec().name(), "/servers/" + server.id() + "/machines")
			.doesNotContain("name=\"confirm\"");
		HttpResponse<String> refused = this.admin.postFrom("/service-tokens", delete,
				Map.of("confirm", managed.name()));
		assertThat(refused.statusCode()).isEqualTo(409);
		HttpResponse<String> byApi = this.portal.api(DemoPerson.ADMIN)
			.send("DELETE", "/api/v1/service-tokens/" + managed.id());
		assertThat(byApi.statusCode()).isEqualTo(409);
		assertThat(byApi.body()).contains(server.spec().name());
		assertThat(this.cloudflare.state().serviceTokens())
			.anyMatch((token) -> token.path("id").asString().equals(String.valueOf(managed.tokenId())));

		assertThat(this.admin.get("/service-tokens").body()).contains("/servers/" + server.id());
		assertThat(this.admin.get("/service-tokens/" + managed.id()).body())
			.contains("%s@%s".formatted(server.spec().loginUser(), server.spec().hostname()));
	}

	@Test
	void applicationsOfOthersThatNameATokenAreToldBeforeItIsDeleted() {
		ManagedToken managed = token().managed();
		this.cloudflare.asSomebodyElse()
			.addApp("""
					{"type": "self_hosted", "domain": "wiki.example.jp", "policies": [{"name": "Robots", "decision": "non_identity",
					 "include": [{"service_token": {"token_id": "%s"}}]}]}"""
				.formatted(managed.tokenId()));

		assertThat(this.admin.get("/service-tokens/" + managed.id() + "/delete").body()).contains("wiki.example.jp",
				"name=\"confirm\"");
	}

	@Test
	void whereAllAreLetInNobodyIsToldToMakeOneFirst() {
		token();
		String tokens = this.cloudflare.state()
			.serviceTokens()
			.stream()
			.map((token) -> "{\"service_token\": {\"token_id\": \"%s\"}}".formatted(token.path("id").asString()))
			.collect(Collectors.joining(", "));
		ServerDraft draft = Drafts.with(Drafts.aServer("s" + UUID.randomUUID().toString().substring(0, 8)), "tunnelId",
				this.tunnel);
		draft = Drafts.with(draft, "applicationType", "self_hosted");
		draft = Drafts.with(draft, "policies", Drafts.json("""
				[{"name": "CI", "decision": "non_identity", "include": [%s]},
				 {"name": "People", "decision": "allow", "include": [{"email": {"email": "admin@example.com"}}]}]"""
			.formatted(tokens)));
		Server server = this.servers.register(draft, ADMIN);

		assertThat(this.admin.get("/servers/%s/machines".formatted(server.id())).body())
			.contains("Every service token that works is let in already")
			.doesNotContain("Make one first");
	}

	@Test
	void serverTellsThatATokenIsDisabledAndLetsNobodyInByIt() {
		Server server = ready();
		ManagedToken managed = token().managed();
		choose(server, managed);
		await(server, ApplicationType.SELF_HOSTED);

		this.tokenSwitch.disable(managed.id(), ADMIN);

		assertThat(this.admin.get("/servers/%s/machines".formatted(server.id())).body()).contains(managed.name(),
				"is disabled", "href=\"/service-tokens/%s\"".formatted(managed.id()));
		assertThat(this.admin.get("/servers/" + server.id()).body())
			.contains("the machine with the service token %s (disabled)".formatted(managed.name()));
		ServerDraft draft = Drafts.aServer("s" + UUID.randomUUID().toString().substring(0, 8));
		draft = Drafts.with(draft, "tunnelId", this.tunnel);
		draft = Drafts.with(draft, "applicationType", "self_hosted");
		draft = Drafts.with(draft, "policies", Drafts.json("""
				[{"name": "CI", "decision": "non_identity", "include": [{"service_token": {"token_id": "%s"}}]},
				 {"name": "People", "decision": "allow", "include": [{"email": {"email": "admin@example.com"}}]}]"""
			.formatted(managed.tokenId())));
		HttpResponse<String> preview = this.portal.api(DemoPerson.ADMIN)
			.json("POST", "/api/v1/servers/preview", JsonMapper.shared().writeValueAsString(draft));
		assertThat(preview.body()).contains("The service token %s has ended or is disabled.".formatted(managed.name()));
	}

	@Test
	void pageTellsWhatFollowsAndWhereToGetATokenFrom() {
		Server server = ready();
		String page = this.admin.get("/servers/" + server.id() + "/machines").body();

		assertThat(page).contains("The application becomes self-hosted", "takes the server away for a minute or two",
				"/service-tokens/new?server=" + server.id());
		assertThat(this.admin.get("/servers/" + server.id()).body()).contains("/servers/" + server.id() + "/machines");
		assertThat(this.admin.get("/servers/%s/machines".formatted(UUID.randomUUID())).statusCode()).isEqualTo(404);
	}

	private void choose(Server server, SecretDelivery.Delivered told) {
		choose(server, told.managed());
	}

	private void choose(Server server, ManagedToken managed) {
		String path = "/servers/" + server.id() + "/machines";
		String page = this.admin.get(path).body();
		Map<String, String> fields = forms(page).getLast();
		Matcher radio = RADIO.matcher(page);
		assertThat(radio.find()).isTrue();
		fields.put(radio.group(1), "{\"service_token\":{\"token_id\":\"%s\"}}".formatted(managed.tokenId()));
		assertThat(page).contains(HtmlUtils.htmlEscape(fields.get(radio.group(1))));
		confirm(path, fields);
	}

	private void takeAway(Server server, SecretDelivery.Delivered told, int button) {
		String path = "/servers/" + server.id() + "/machines";
		String page = this.admin.get(path).body();
		int at = page.indexOf(Objects.requireNonNull(told.managed().clientId()));
		confirm(path, forms(page.substring(at)).get(button));
	}

	private void confirm(String path, Map<String, String> fields) {
		HttpResponse<String> preview = this.admin.postFrom(path, "/servers/preview", fields);
		assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
		assertThat(preview.body()).contains("name=\"basis\"");
		HttpResponse<String> done = this.admin.postFrom(path, "/servers/confirm", forms(preview.body()).getLast());
		assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
	}

	private static List<Map<String, String>> forms(String page) {
		return FORM.matcher(page).results().map((form) -> fields(form.group())).toList();
	}

	private static Map<String, String> fields(String form) {
		Map<String, String> fields = new LinkedHashMap<>();
		Matcher input = INPUT.matcher(form);
		while (input.find()) {
			fields.put(attribute(input.group(1), "name"), attribute(input.group(1), "value"));
		}
		fields.remove("_csrf");
		return fields;
	}

	private static String attribute(String tag, String name) {
		Matcher attribute = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
		return attribute.find() ? HtmlUtils.htmlUnescape(attribute.group(1)) : "";
	}

	private boolean connects(String hostname, SecretDelivery.Delivered told) {
		return this.cloudflare
			.connectAsMachine(hostname, String.valueOf(told.managed().clientId()), told.secret().reveal())
			.letsIn();
	}

	private Server ready() {
		String name = "s" + UUID.randomUUID().toString().substring(0, 8);
		Server server = Awaitility.await("the portal knows zone and tunnel")
			.ignoreExceptions()
			.until(() -> this.servers.register(Drafts.with(Drafts.aServer(name), "tunnelId", this.tunnel), ADMIN),
					Objects::nonNull);
		return await(server, ApplicationType.SSH);
	}

	private Server await(Server server, ApplicationType type) {
		return Awaitility.await("%s is ready as %s".formatted(server.spec().name(), type))
			.until(() -> this.servers.find(server.id()).orElseThrow(), (now) -> now.phase() == Phase.READY
					&& now.generation() == now.appliedGeneration() && now.spec().applicationType() == type);
	}

	private SecretDelivery.Delivered token() {
		return (SecretDelivery.Delivered) this.managedTokens
			.create("ci-" + UUID.randomUUID().toString().substring(0, 8), Duration.ofDays(90), ADMIN);
	}

}

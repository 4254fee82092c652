package dev.postern.servicetokens;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Drafts;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Policies name service tokens that there are, and those stay while they do. */
@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class TokensInPoliciesTests {

	private static final Actor ADMIN = Actor.postern("test");

	private static final String FIELD = "policies[0].include[0].service_token.token_id";

	private final Portal portal;

	private final Servers servers;

	private final ManagedTokens managedTokens;

	private final FakeCloudflare cloudflare;

	private final JdbcClient jdbc;

	private final TransactionTemplate transactions;

	private final TokenStore store;

	private final AccountTokens account;

	private final Clock clock;

	private final Browser api;

	private final String tunnel;

	TokensInPoliciesTests(Portal portal, Servers servers, ManagedTokens managedTokens, FakeCloudflare cloudflare,
			JdbcClient jdbc, TransactionTemplate transactions, TokenStore store, AccountTokens account, Clock clock) {
		this.store = store;
		this.account = account;
		this.portal = portal;
		this.servers = servers;
		this.managedTokens = managedTokens;
		this.cloudflare = cloudflare;
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.clock = clock;
		this.api = portal.api(DemoPerson.ADMIN);
		cloudflare.addZone("example.jp");
		this.tunnel = cloudflare.addTunnel("office").toString();
		cloudflare.addConnector(TunnelId.of(this.tunnel));
	}

	@BeforeAll
	void zoneAndTunnelAreKnown() {
		Awaitility.await("the portal knows zone and tunnel")
			.ignoreExceptions()
			.until(() -> this.servers.check(draft("self_hosted", Drafts.allow("a@example.com")), null),
					Objects::nonNull);
	}

	@AfterEach
	void mend() {
		this.cloudflare.faults().clear();
		settled();
	}

	@Test
	void aTokenThatTheAccountDoesNotHaveIsRefusedByTheApi_I15() {
		String nobodys = UUID.randomUUID().toString();

		HttpResponse<String> refused = post(naming(nobodys));

		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
		JsonNode problem = json(refused).at("/errors/0");
		assertThat(problem.path("field").asString()).isEqualTo(FIELD);
		assertThat(problem.path("value").asString()).isEqualTo(nobodys);
		assertThat(problem.path("message").asString()).contains(nobodys, "Choose one", "/service-tokens");
		assertThat(json(refused).path("errors")).hasSize(1);
	}

	@Test
	void theAccountIsAskedOnceForAllThatItDoesNotHave() {
		StringBuilder tokens = new StringBuilder();
		for (int i = 0; i < 40; i++) {
			tokens.append("{\"service_token\": {\"token_id\": \"%s\"}},".formatted(UUID.randomUUID()));
		}
		int before = this.cloudflare.journal().matching(Calls.LIST_SERVICE_TOKENS).size();

		HttpResponse<String> refused = post(draft("self_hosted", Drafts.json("""
				[{"name": "CI", "decision": "non_identity", "include": [%s {"any_valid_service_token": {}}]},
				 {"name": "People", "decision": "allow", "include": [{"email": {"email": "a@example.com"}}]}]"""
			.formatted(tokens))));

		assertThat(json(refused).path("errors")).hasSize(40);
		assertThat(this.cloudflare.journal().matching(Calls.LIST_SERVICE_TOKENS).size() - before)
			.isLessThanOrEqualTo(2);
	}

	@Test
	void aTokenThatTheAccountDoesNotHaveIsRefusedByTheForm_I15() {
		String nobodys = UUID.randomUUID().toString();
		ServerDraft draft = naming(nobodys);
		Map<String, String> fields = Map.ofEntries(Map.entry("name", String.valueOf(draft.name())),
				Map.entry("hostname", String.valueOf(draft.hostname())), Map.entry("tunnelId", this.tunnel),
				Map.entry("service", "ssh://10.0.0.1:22"), Map.entry("loginUser", "deploy"),
				Map.entry("applicationType", "self_hosted"), Map.entry("sessionDuration", "24h"),
				Map.entry("policies[0].name", "CI"), Map.entry("policies[0].decision", "non_identity"),
				Map.entry("policies[0].include[0].kind", "service_token"),
				Map.entry("policies[0].include[0].values", nobodys), Map.entry("policies[1].name", "People"),
				Map.entry("policies[1].decision", "allow"), Map.entry("policies[1].include[0].kind", "email"),
				Map.entry("policies[1].include[0].values", "a@example.com"));

		HttpResponse<String> refused = this.portal.as(DemoPerson.ADMIN)
			.postFrom("/servers/new", "/servers/preview", fields);

		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("no service token with the id " + nobodys);
	}

	@Test
	void aTokenOfOthersOrOfOursIsTakenAtOnce() {
		assertThat(post(naming(foreign().path("id").asString())).statusCode()).isEqualTo(201);
		assertThat(post(naming(token())).statusCode()).isEqualTo(201);
	}

	@Test
	void whatTheAccountCannotSayIsNotHeldAgainstAPolicy_I3() {
		Fault away = this.cloudflare.faults().on(Calls.LIST_SERVICE_TOKENS).always().status(503);
		this.account.forget();

		HttpResponse<String> taken = post(naming(UUID.randomUUID().toString()));
		away.remove();

		assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
	}

	@Test
	void aTokenThatLetsNoMachineInAnyMoreIsAskedAbout() {
		JsonNode off = foreign();
		this.cloudflare.asSomebodyElse()
			.call("PUT", "/accounts/{account}/access/service_tokens/" + off.path("id").asString(),
					JsonNodeFactory.instance.objectNode().put("enabled", false));
		this.account.forget();

		HttpResponse<String> asked = post(naming(off.path("id").asString()));

		assertThat(asked.statusCode()).as(asked.body()).isEqualTo(422);
		assertThat(json(asked).at("/unacknowledged/0/id").asString()).isEqualTo("ended-token@1");
		assertThat(json(asked).at("/unacknowledged/0/field").asString()).isEqualTo("policies[0].include[0]");
		assertThat(json(asked).at("/unacknowledged/0/what").asString()).contains(off.path("name").asString());
	}

	@Test
	void aTokenOfOursThatHasEndedIsKnownByItsName() {
		ManagedToken managed = token();
		Clock later = Clock.offset(this.clock, Duration.ofDays(91));

		assertThat(new TokenStandings(this.store, this.account, this.clock).ended().values())
			.extracting(TokenStandings.Ended::name)
			.doesNotContain(managed.name());
		assertThat(new TokenStandings(this.store, this.account, later).ended()).containsEntry(
				Objects.requireNonNull(managed.tokenId()),
				new TokenStandings.Ended(managed.name(), TokenStandings.Why.EXPIRED, managed.id()));
	}

	@Test
	void aTokenThatOthersDeletedIsRefused() {
		ManagedToken managed = token();
		this.cloudflare.asSomebodyElse()
			.call("DELETE", "/accounts/{account}/access/service_tokens/" + managed.tokenId(), null);
		this.account.forget();

		assertThat(post(naming(managed)).body()).contains("no service token with the id " + managed.tokenId());
	}

	@Test
	void aTokenThatIsBeingDeletedIsRefused() {
		ManagedToken managed = token();
		this.cloudflare.faults().on(Calls.DELETE_SERVICE_TOKEN).cutBeforeCommit();
		assertThat(this.managedTokens.remove(managed.id(), ADMIN)).isFalse();

		HttpResponse<String> refused = post(naming(managed));

		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
		assertThat(json(refused).at("/errors/0/message").asString()).contains(managed.name(), "being deleted");
	}

	@Test
	void thePreviewListsWhatRegisteringAndEditingWillAskAbout() {
		ServerDraft draft = draft("ssh", Drafts.json("""
				[{"name": "All", "decision": "allow", "include": [{"everyone": {}}], "require": [],
				  "exclude": [{"email": {"email": "eve@example.com"}}]}]"""));
		String body = JsonMapper.shared().writeValueAsString(draft);

		JsonNode preview = json(this.api.json("POST", "/api/v1/servers/preview", body));
		JsonNode asked = json(this.api.json("POST", "/api/v1/servers", body));
		JsonNode said = json(this.api.json("POST", "/api/v1/servers/preview",
				body.replaceFirst("\\{", "{\"acknowledgedWarnings\": [\"everyone\"],")));

		assertThat(preview.path("warnings")).hasSize(1).isEqualTo(asked.path("unacknowledged"));
		assertThat(preview.path("steps")).isNotEmpty();
		assertThat(preview.at("/warnings/0/id").asString()).isEqualTo("everyone@1");
		assertThat(said.path("warnings").isArray()).isTrue();
		assertThat(said.path("warnings")).isEmpty();
		Server server = this.servers.register(draft, Set.of("everyone"), ADMIN);
		JsonNode edit = json(this.api.json("POST", "/api/v1/servers/preview?server=" + server.id(),
				body.replaceFirst("\\{", "{\"version\": %d,".formatted(server.version()))));
		assertThat(edit.path("warnings").isArray()).isTrue();
		assertThat(edit.path("warnings")).isEmpty();
		assertThat(json(this.api.get("/v3/api-docs")).toString()).contains("\"warnings\":{\"type\":\"array\"");
	}

	@Test
	void aTokenInUseIsToldWithATitleAndAnAdviceOfItsOwn() {
		ManagedToken managed = token();
		Server server = this.servers.register(naming(managed), ADMIN);

		HttpResponse<String> refused = this.api.send("DELETE", "/api/v1/service-tokens/" + managed.id());

		assertThat(refused.statusCode()).isEqualTo(409);
		assertThat(json(refused).path("title").asString()).isEqualTo("Servers name this service token");
		assertThat(json(refused).path("detail").asString()).contains("Take it away there first");
		assertThat(json(refused).at("/servers/0").asString()).isEqualTo(server.spec().name());
	}

	@Test
	void aServerThatBeginsToNameATokenKeepsItFromBeingDeleted() throws Exception {
		ManagedToken managed = token();
		try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<Boolean> removing = this.transactions.execute((status) -> {
				this.servers.register(naming(managed), ADMIN);
				Future<Boolean> begun = others.submit(() -> this.managedTokens.remove(managed.id(), ADMIN));
				awaitSomebodyWaitsForARowOf("service_token");
				return begun;
			});
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(Objects.requireNonNull(removing)::get)
				.withCauseInstanceOf(ServiceTokenInUse.class);
		}
		assertThat(remotes(managed)).hasSize(1);
		assertThat(this.managedTokens.get(managed.id()).removalAskedAt()).isNull();
	}

	@Test
	void aTokenThatBeginsToBeDeletedIsNotTakenByAServer() throws Exception {
		ManagedToken managed = token();
		ServerDraft draft = naming(managed);
		try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<Server> registering = this.transactions.execute((status) -> {
				this.store.removalAsked(managed.id(), ADMIN);
				Future<Server> begun = others.submit(() -> this.servers.register(draft, ADMIN));
				awaitSomebodyWaitsForARowOf("service_token");
				return begun;
			});
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(Objects.requireNonNull(registering)::get)
				.withCauseInstanceOf(InvalidInput.class);
		}
		assertThat(this.managedTokens.remove(managed.id(), ADMIN)).isTrue();
		assertThat(remotes(managed)).isEmpty();
		assertThat(this.servers.all()).extracting((server) -> server.spec().name()).doesNotContain(draft.name());
	}

	@Test
	void aServerThatIsBeingRemovedLetsGoOfItsToken() {
		ManagedToken managed = token();
		Server server = this.servers.register(naming(managed), ADMIN);
		assertThatExceptionOfType(ServiceTokenInUse.class)
			.isThrownBy(() -> this.managedTokens.remove(managed.id(), ADMIN));

		this.servers.retire(server.id(), ADMIN);

		Awaitility.await("Cloudflare lets the token go as well")
			.ignoreException(ServiceTokenInUse.class)
			.until(() -> this.managedTokens.remove(managed.id(), ADMIN));
	}

	@Test
	void theMigrationFindsWhatIsNamedAlready() throws IOException {
		ManagedToken managed = token();
		String foreign = foreign().path("id").asString();
		Server server = this.servers.register(naming(managed), ADMIN);
		Server other = this.servers.register(draft("self_hosted", Drafts.json("""
				[{"name": "CI", "decision": "non_identity", "include": [{"service_token": {"token_id": "%s"}}],
				  "exclude": [{"service_token": {"token_id": "%s"}}]},
				 {"name": "People", "decision": "allow", "include": [{"email": {"email": "a@example.com"}}]}]"""
			.formatted(foreign, managed.tokenId()))), ADMIN);
		List<String> noted = uses();
		String sql = new ClassPathResource("db/migration/V202611222210__machines_create_service_token_use.sql")
			.getContentAsString(StandardCharsets.UTF_8);

		this.jdbc.sql("DELETE FROM service_token_use").update();
		this.jdbc.sql(sql.substring(sql.indexOf("INSERT INTO"))).update();

		assertThat(uses()).isEqualTo(noted)
			.contains(server.id() + " " + managed.tokenId(), other.id() + " " + managed.tokenId(),
					other.id() + " " + foreign);
	}

	private List<String> uses() {
		return this.jdbc.sql("SELECT server_id || ' ' || token_id AS named FROM service_token_use ORDER BY named")
			.query((row, _) -> row.getString(1))
			.list();
	}

	private HttpResponse<String> post(ServerDraft draft) {
		return this.api.json("POST", "/api/v1/servers", JsonMapper.shared().writeValueAsString(draft));
	}

	private ServerDraft naming(ManagedToken managed) {
		return naming(String.valueOf(managed.tokenId()));
	}

	private ServerDraft naming(String token) {
		return draft("self_hosted", Drafts.json("""
				[{"name": "CI", "decision": "non_identity", "include": [{"service_token": {"token_id": "%s"}}]},
				 {"name": "People", "decision": "allow", "include": [{"email": {"email": "a@example.com"}}]}]"""
			.formatted(token)));
	}

	private ServerDraft draft(String type, JsonNode policies) {
		String name = "s" + UUID.randomUUID().toString().substring(0, 8);
		return Drafts.with(
				Drafts.with(Drafts.with(Drafts.aServer(name), "tunnelId", this.tunnel), "applicationType", type),
				"policies", policies);
	}

	private ManagedToken token() {
		return ((SecretDelivery.Delivered) this.managedTokens.create(name(), Duration.ofDays(90), ADMIN)).managed();
	}

	private JsonNode foreign() {
		return this.cloudflare.asSomebodyElse()
			.call("POST", "/accounts/{account}/access/service_tokens",
					JsonNodeFactory.instance.objectNode().put("name", name()));
	}

	private List<?> remotes(ManagedToken managed) {
		return this.cloudflare.state()
			.serviceTokens()
			.stream()
			.filter((token) -> token.path("id").asString().equals(String.valueOf(managed.tokenId())))
			.toList();
	}

	private void awaitSomebodyWaitsForARowOf(String table) {
		Awaitility.await()
			.until(() -> this.jdbc
				.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE :table")
				.param("table", "%" + table + "%")
				.query(Integer.class)
				.single() > 0);
	}

	private void settled() {
		Awaitility.await("no reconciliation under way")
			.until(() -> this.jdbc.sql("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'reconcile'")
				.query(Integer.class)
				.single() == 0);
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

	private static String name() {
		return "ci-" + UUID.randomUUID().toString().substring(0, 8);
	}

}

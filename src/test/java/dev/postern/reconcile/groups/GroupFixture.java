package dev.postern.reconcile.groups;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupDraft;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.CallMatcher;
import dev.postern.kernel.GroupId;
import dev.postern.kernel.Phase;
import dev.postern.reconcile.ReconcileFixture;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoAccount;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Rule groups and the servers that use them. */
final class GroupFixture {

	static final CallMatcher GROUPS = CallMatcher.of("*", "/accounts/*/access/groups**")
		.and((call) -> !call.path().contains("00000000-0000-4000-8000-000000000000"));

	static final CallMatcher LIST = CallMatcher.of("GET", "/accounts/*/access/groups");

	static final CallMatcher CREATE = CallMatcher.of("POST", "/accounts/*/access/groups");

	static final CallMatcher REPLACE = CallMatcher.of("PUT", "/accounts/*/access/groups/*");

	static final CallMatcher DELETE = CallMatcher.of("DELETE", "/accounts/*/access/groups/*");

	private static final AtomicInteger NUMBERS = new AtomicInteger();

	private final FakeCloudflare cloudflare;

	private final RuleGroups groups;

	private final Servers servers;

	private final ReconcileFixture site;

	private final JdbcClient jdbc;

	GroupFixture(FakeCloudflare cloudflare, RuleGroups groups, Servers servers, ReconcileFixture site,
			JdbcClient jdbc) {
		this.cloudflare = cloudflare;
		this.groups = groups;
		this.servers = servers;
		this.site = site;
		this.jdbc = jdbc;
	}

	static String newName() {
		return "Team " + NUMBERS.incrementAndGet();
	}

	static GroupDraft draft(String name, String... people) {
		return new GroupDraft(name, "", people(people), null, null);
	}

	static ArrayNode people(String... people) {
		ArrayNode include = JsonMapper.shared().createArrayNode();
		List.of(people).forEach((person) -> include.addObject().putObject("email").put("email", person));
		return include;
	}

	Group create(String... people) {
		return this.groups.create(draft(newName(), people), Set.of(), ReconcileFixture.ADMIN);
	}

	Group created(String... people) {
		return ready(create(people).id());
	}

	Group edit(Group group, String... people) {
		Group now = now(group.id());
		return this.groups.edit(group.id(), now.version(), draft(now.spec().name(), people), Set.of(),
				ReconcileFixture.ADMIN);
	}

	Group now(GroupId id) {
		return this.groups.find(id).orElseThrow();
	}

	Group ready(GroupId id) {
		return reaches(id, Phase.READY);
	}

	Group reaches(GroupId id, Phase phase) {
		Awaitility.await("group is " + phase).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
			Group group = now(id);
			assertThat(group.phase()).as(group.toString()).isEqualTo(phase);
			if (phase == Phase.READY) {
				assertThat(group.appliedGeneration()).isEqualTo(group.generation());
			}
		});
		return now(id);
	}

	void gone(GroupId id) {
		Awaitility.await("group is gone")
			.pollInterval(Duration.ofMillis(20))
			.untilAsserted(() -> assertThat(this.groups.find(id)).isEmpty());
	}

	/** A server into which a policy with a group lets. */
	ServerDraft serverDraft(String hostname, Group group) {
		return serverDraft(hostname, """
				[{"name": "Team", "decision": "allow", "include": [{"group": {"id": "%s"}}]}]""".formatted(group.id()));
	}

	ServerDraft serverDraft(String hostname, String policies) {
		ServerDraft draft = this.site.draft(hostname);
		return new ServerDraft(draft.name(), draft.hostname(), draft.tunnelId(), draft.service(), draft.loginUser(),
				draft.applicationType(), draft.sessionDuration(), draft.enforceAtConnector(), draft.description(),
				JsonMapper.shared().readTree(policies));
	}

	Server register(Group group) {
		return this.servers.register(serverDraft(ReconcileFixture.newHostname(), group), ReconcileFixture.ADMIN);
	}

	Server registered(Group group) {
		return this.site.ready(register(group).id());
	}

	/** Makes the group at Cloudflare with the portal's own token, past the portal. */
	void postAsPostern(Group group, String... people) {
		ObjectNode body = JsonMapper.shared().createObjectNode().put("name", group.markedName().toString());
		body.set("include", people(people));
		HttpRequest request = HttpRequest
			.newBuilder(URI.create(
					"%s/accounts/%s/access/groups".formatted(this.cloudflare.baseUrl(), this.cloudflare.accountId())))
			.header("Authorization", "Bearer " + DemoAccount.TOKEN)
			.header("User-Agent", "postern/test")
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body.toString()))
			.build();
		try (HttpClient client = HttpClient.newHttpClient()) {
			assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(201);
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The group as Cloudflare holds it, exactly one. */
	ObjectNode standing(Group group) {
		List<ObjectNode> found = all(group);
		assertThat(found).as("groups at Cloudflare of " + group.spec().name()).hasSize(1);
		return found.getFirst();
	}

	List<ObjectNode> all(Group group) {
		return this.cloudflare.state()
			.groups()
			.stream()
			.filter((standing) -> standing.path("name").asString().contains(group.id().toString()))
			.toList();
	}

	/** The addresses that a group at Cloudflare includes. */
	List<String> members(Group group) {
		return standing(group).path("include")
			.valueStream()
			.map((rule) -> rule.path("email").path("email").asString())
			.toList();
	}

	JsonNode application(Server server) {
		return this.cloudflare.state().app(server.spec().hostname().value()).orElseThrow();
	}

	/** Waits until no job of tunnels or groups is due or under way. */
	void quiet() {
		Awaitility.await("no reconciliation under way")
			.pollInterval(Duration.ofMillis(20))
			.until(() -> this.jdbc
				.sql("SELECT count(*) FROM scheduled_tasks WHERE task_name IN ('reconcile', 'reconcile-groups')")
				.query(Integer.class)
				.single() == 0);
	}

	/** The calls about groups, in short. */
	List<String> calls() {
		return this.cloudflare.journal().matching(GROUPS).stream().map((entry) -> entry.method() + " group").toList();
	}

	List<String> writes() {
		return calls().stream().filter((call) -> !call.startsWith("GET")).toList();
	}

}

package dev.postern.reconcile;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Call;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.watch.JournalEntry;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** An account with a tunnel that others use too, and the portal that works on it. */
public final class ReconcileFixture {

	public static final Actor ADMIN = Actor.person(EmailAddress.of("admin@example.com"));

	private static final AtomicInteger NUMBERS = new AtomicInteger();

	final FakeCloudflare cloudflare;

	final TunnelId tunnel;

	private final Servers servers;

	private final JdbcClient jdbc;

	ReconcileFixture(FakeCloudflare cloudflare, Servers servers, JdbcClient jdbc) {
		this.cloudflare = cloudflare;
		this.servers = servers;
		this.jdbc = jdbc;
		if (cloudflare.state().tunnels().isEmpty()) {
			cloudflare.addZone("example.jp");
		}
		this.tunnel = cloudflare.addTunnel("office-" + NUMBERS.incrementAndGet());
		cloudflare.addConnector(this.tunnel);
		Awaitility.await("the portal knows zone and tunnel")
			.ignoreExceptions()
			.until(() -> servers.check(draft(newHostname()), null) != null);
	}

	/**
	 * A tunnel that has what teams really have in theirs: unknown fields, wildcards,
	 * settings on top.
	 */
	ReconcileFixture withForeignThings() {
		this.cloudflare.asSomebodyElse()
			.putConfiguration(this.tunnel,
					"""
							{"originRequest": {"connectTimeout": 30, "noTLSVerify": false},
							 "ingress": [
							  {"hostname": "wiki-%1$d.example.jp", "service": "http://wiki:8080", "originRequest": {"httpHostHeader": "wiki"}, "id": "r1", "x-later": {"b": 1.50, "a": [null, 1e3]}},
							  {"hostname": "*.example.jp", "service": "http://catch:80", "path": "^/app"},
							  {"hostname": "*.example.jp", "service": "http://catch:80"},
							  {"service": "http_status:404"}],
							 "warp-routing": {"enabled": false}, "x-unknown": {"keep": "me"}}"""
						.formatted(NUMBERS.get()));
		this.cloudflare.asSomebodyElse().pointAtTunnel("wiki-%d.example.jp".formatted(NUMBERS.get()), this.tunnel);
		return this;
	}

	public static String newHostname() {
		return "ssh-%d.example.jp".formatted(NUMBERS.incrementAndGet());
	}

	public ServerDraft draft(String hostname) {
		return draft(hostname, this.tunnel, "ssh://host.docker.internal:22", "dev@example.com");
	}

	ServerDraft draft(String hostname, TunnelId tunnel, String service, String email) {
		return new ServerDraft(hostname.substring(0, hostname.indexOf('.')), hostname, tunnel.toString(), service,
				"myuser", "ssh", "24h", false, "a test server",
				JsonMapper.shared()
					.readTree("""
							[{"name": "Allow one", "decision": "allow", "include": [{"email": {"email": "%s"}}]}]"""
						.formatted(email)));
	}

	public Server register(String hostname) {
		return this.servers.register(draft(hostname), ADMIN);
	}

	public Server registered(String hostname) {
		return ready(register(hostname).id());
	}

	public Server edit(Server server, ServerDraft draft) {
		return this.servers.edit(server.id(), this.servers.find(server.id()).orElseThrow().version(), draft, ADMIN);
	}

	public void retire(Server server) {
		this.servers.retire(server.id(), ADMIN);
	}

	public Server now(ServerId id) {
		return this.servers.find(id).orElseThrow();
	}

	public Server ready(ServerId id) {
		return reaches(id, Phase.READY);
	}

	public Server reaches(ServerId id, Phase phase) {
		Awaitility.await("server is " + phase).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
			Server server = now(id);
			assertThat(server.phase()).as(server.toString()).isEqualTo(phase);
			if (phase == Phase.READY) {
				assertThat(server.appliedGeneration()).isEqualTo(server.generation());
			}
		});
		return now(id);
	}

	public void gone(ServerId id) {
		Awaitility.await("server is gone")
			.pollInterval(Duration.ofMillis(20))
			.untilAsserted(() -> assertThat(this.servers.find(id)).isEmpty());
	}

	/** Waits until no job of any tunnel is due or under way. */
	void quiet() {
		Awaitility.await("no reconciliation under way")
			.pollInterval(Duration.ofMillis(20))
			.until(() -> this.jdbc.sql("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'reconcile'")
				.query(Integer.class)
				.single() == 0);
	}

	/**
	 * The calls that reconciliation makes, and not those of pages and imports beside it.
	 */
	static CallMatcher reconciling() {
		return (call) -> call.path().contains("/configurations") || call.path().contains("/dns_records")
				|| (call.path().contains("/access/apps") && !isProbe(call));
	}

	private static boolean isProbe(Call call) {
		return call.path().contains("00000000-0000-4000-8000-000000000000")
				|| (call.isWrite() && call.text().replaceAll("\\s", "").equals("{}"));
	}

	public List<String> calls() {
		return this.cloudflare.journal().matching(reconciling()).stream().map(ReconcileFixture::brief).toList();
	}

	List<String> writes() {
		return this.cloudflare.journal()
			.matching(reconciling())
			.stream()
			.filter((entry) -> entry.call().isWrite())
			.map(ReconcileFixture::brief)
			.toList();
	}

	private static String brief(JournalEntry entry) {
		String path = entry.path();
		String thing = path.contains("/configurations") ? "configuration"
				: path.contains("/dns_records") ? "dns" : "app";
		return entry.method() + " " + thing;
	}

	/** Exactly one of each stands for the hostname, and people get in. */
	public void assertStands(String hostname, String service) {
		assertThat(apps(hostname)).as("applications of " + hostname).isEqualTo(1);
		assertThat(records(hostname)).as("records of " + hostname).isEqualTo(1);
		assertThat(this.cloudflare.state().ingressHostnames(this.tunnel)).containsOnlyOnce(hostname);
		assertThat(this.cloudflare.exposure(hostname).service()).contains(service);
		assertThat(this.cloudflare.wouldAllow(hostname, "dev@example.com")).isTrue();
		assertThat(this.cloudflare.wouldAllow(hostname, "eve@example.com")).isFalse();
	}

	void assertNothingLeft(String hostname) {
		assertThat(apps(hostname)).as("applications of " + hostname).isZero();
		assertThat(records(hostname)).as("records of " + hostname).isZero();
		assertThat(this.cloudflare.state().ingressHostnames(this.tunnel)).doesNotContain(hostname);
		assertThat(this.jdbc.sql("SELECT count(*) FROM owned_resource WHERE natural_key = :host")
			.param("host", hostname)
			.query(Integer.class)
			.single()).isZero();
	}

	private long apps(String hostname) {
		return this.cloudflare.state()
			.apps()
			.stream()
			.filter((app) -> app.toString().contains("\"" + hostname + "\""))
			.count();
	}

	private long records(String hostname) {
		return this.cloudflare.state()
			.dnsRecords()
			.stream()
			.filter((dns) -> dns.path("name").asString().equals(hostname))
			.count();
	}

}

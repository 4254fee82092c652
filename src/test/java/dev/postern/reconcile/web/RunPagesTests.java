package dev.postern.reconcile.web;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.Phase;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs as they are told in one line, of all servers and of one. */
@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunPagesTests {

	private static final Instant START = Instant.parse("2030-01-01T12:00:00Z");

	private static final String[] HTMX = { "HX-Request", "true" };

	private final Portal portal;

	private final JdbcClient jdbc;

	private final ServersFixture town;

	private Browser admin;

	@Autowired
	RunPagesTests(Portal portal, JdbcClient jdbc, FakeCloudflare cloudflare, Servers servers) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.town = new ServersFixture(cloudflare, servers);
		this.admin = portal.anonymous();
	}

	@BeforeAll
	void signIn() {
		this.admin = this.portal.as(DemoPerson.ADMIN);
	}

	@Test
	void aServerThatIsDoneIsNotToldToNeedADecisionForAnothers() {
		Server green = this.town.settled(this.town.draft("green"));
		Server red = this.town.settled(this.town.draft("red"));
		UUID run = run("HELD", 4300, null);
		change(run, 1, "CreateApp", "DONE", green);
		change(run, 2, "CreateApp", "REFUSED", red);
		change(run, 3, "ReplaceIngress", "DONE", green, red);
		stop(run, red, Phase.HELD, "record-taken");

		String ofGreen = this.admin.get("/servers/%s/runs".formatted(green.id()), HTMX).body();
		String ofRed = this.admin.get("/servers/%s/runs".formatted(red.id()), HTMX).body();
		String whole = this.admin.get("/runs/" + run).body();

		assertThat(text(ofGreen)).contains("2 changes on %s, done, 4.3 s 2030-01-01 12:00:00 UTC".formatted(tunnel()));
		assertThat(ofGreen).doesNotContain("needs a decision", red.spec().hostname().value());
		assertThat(text(ofRed)).contains("2 changes on %s, needs a decision, 4.3 s".formatted(tunnel()),
				"Another DNS record stands at");
		assertThat(ofRed).doesNotContain(green.spec().hostname().value());
		assertThat(text(whole)).contains("2 servers on " + tunnel(), "1 server needs a decision.",
				red.spec().hostname() + " needs a decision: Another DNS record stands at");
		String stored = this.admin.get("/runs/%s/changes/3?of=%s".formatted(run, green.id())).body();
		assertThat(stored).contains("for " + green.spec().hostname().value())
			.doesNotContain("for " + red.spec().hostname().value());
		assertThat(this.admin.get("/runs/%s/changes/3".formatted(run)).body())
			.contains("for " + red.spec().hostname().value());
		assertThat(this.admin.get("/runs/%s/changes/2?of=%s".formatted(run, green.id())).statusCode()).isEqualTo(404);
		String answer = this.portal.api(DemoPerson.ADMIN).get("/api/v1/servers/%s/status".formatted(green.id())).body();
		assertThat(answer).contains("\"outcome\":\"DONE\"");
	}

	@Test
	void aRunOverManyIsOneLineAndItsPageIsBounded() {
		Server[] servers = IntStream.range(0, 3)
			.mapToObj((i) -> this.town.settled(this.town.draft("many" + i)))
			.toArray(Server[]::new);
		UUID run = run("DONE", 65_000, null);
		for (int seq = 1; seq <= 120; seq++) {
			change(run, seq, "CreateDns", "DONE", servers[seq % 3]);
		}
		String runs = this.admin.get("/runs").body();
		String first = this.admin.get("/runs/" + run).body();

		assertThat(text(runs)).contains("3 servers on %s, done, 1 min 5 s".formatted(tunnel()));
		assertThat(runs).doesNotContain(" open=\"open\"", servers[0].spec().hostname().value());
		assertThat(text(this.admin.get("/runs/summary", HTMX).body())).contains("3 servers on " + tunnel());
		assertThat(first.split("class=\"plan-row", -1)).hasSize(51);
		assertThat(first.length()).isLessThan(60 * 1024);
		assertThat(this.admin.get("/runs/" + run, HTMX).body().split("class=\"plan-row", -1)).hasSize(21);
		assertThat(runs.length()).isLessThan(60 * 1024);
	}

	@Test
	void aRunFromBeforeReasonsWereKeptIsToldByItsChanges() {
		Server server = this.town.settled(this.town.draft("old"));
		UUID run = run("HELD", 800, null);
		change(run, 1, "UpdateApp", "REFUSED", server);
		UUID none = run("POSTPONED", 200, "cloudflare-unavailable");

		String old = this.admin.get("/servers/%s/runs".formatted(server.id())).body();

		assertThat(text(old)).contains("1 change on %s, needs a decision, 800 ms".formatted(tunnel()));
		assertThat(text(this.admin.get("/runs/" + none).body())).contains("continues later",
				"Cloudflare does not answer");
	}

	private String tunnel() {
		return this.town.cloudflare()
			.state()
			.tunnels()
			.stream()
			.filter((tunnel) -> tunnel.path("id").asString().equals(this.town.tunnel().toString()))
			.findFirst()
			.orElseThrow()
			.path("name")
			.asString();
	}

	private UUID run(String status, int millis, @Nullable String problem) {
		UUID run = UUID.randomUUID();
		this.jdbc.sql("""
				INSERT INTO reconcile_run (id, tunnel_id, started_at, ended_at, status, problem)
				VALUES (:id, :tunnel, :start, :end, :status, :problem::jsonb)""")
			.param("id", run)
			.param("tunnel", this.town.tunnel().value())
			.param("start", Timestamp.from(START))
			.param("end", Timestamp.from(START.plusMillis(millis)))
			.param("status", status)
			.param("problem", (problem != null) ? "{\"code\":\"%s\",\"args\":[]}".formatted(problem) : null)
			.update();
		return run;
	}

	private void change(UUID run, int seq, String kind, String status, Server... servers) {
		String[] hostnames = List.of(servers)
			.stream()
			.map((server) -> server.spec().hostname().value())
			.toArray(String[]::new);
		String rules = List.of(hostnames)
			.stream()
			.map((hostname) -> "{\"hostname\":\"%1$s\",\"service\":\"for %1$s\"}".formatted(hostname))
			.toList()
			.toString();
		this.jdbc
			.sql("""
					INSERT INTO reconcile_change (run_id, seq, kind, phase, server_ids, hostnames, after, status, started_at, ended_at)
					VALUES (:run, :seq, :kind, 'PROTECT', :servers, :hostnames, :after::jsonb, :status, :at, :at)""")
			.param("run", run)
			.param("seq", seq)
			.param("kind", kind)
			.param("servers", List.of(servers).stream().map((server) -> server.id().value()).toArray(UUID[]::new))
			.param("hostnames", hostnames)
			.param("after", kind.equals("ReplaceIngress") ? rules : "{\"name\":\"x\"}")
			.param("status", status)
			.param("at", Timestamp.from(START))
			.update();
	}

	private void stop(UUID run, Server server, Phase phase, String code) {
		this.jdbc.sql("""
				INSERT INTO reconcile_stop (run_id, server_id, hostname, phase, problem)
				VALUES (:run, :server, :hostname, :phase, :problem::jsonb)""")
			.param("run", run)
			.param("server", server.id().value())
			.param("hostname", server.spec().hostname().value())
			.param("phase", phase.name())
			.param("problem",
					"{\"code\":\"%s\",\"args\":[\"%s\",\"A 192.0.2.7\"]}".formatted(code, server.spec().hostname()))
			.update();
	}

	/** What a person reads. */
	private static String text(String page) {
		return page.replaceAll("(?s)<svg.*?</svg>", "")
			.replaceAll("<[^>]+>", "")
			.replaceAll("\\s+", " ")
			.replace(" ,", ",");
	}

}

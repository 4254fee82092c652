package dev.postern;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.TunnelId;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.EmbeddedDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts the packaged jar with 500 servers and says how many of each page it answers in a
 * second, compared in the same run to a short page for somebody who has signed in. Not
 * part of the gate; CONTRIBUTING says how to run it.
 */
class PagesBenchmark {

	private static final int SERVERS = 500;

	/** One every two minutes. */
	private static final int LOGINS = 5_000;

	private static final int PEOPLE = 200;

	private static final int AT_ONCE = 4;

	private static final int ROUNDS = 3;

	private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("postern.warm-up", 6));

	private static final Duration ROUND = Duration.ofSeconds(2);

	private static final String SIGN_IN = "/login";

	/**
	 * What a page costs that only knows who asks: a session is read, and a short list.
	 */
	private static final String YARDSTICK = "/tokens";

	private final EmbeddedDatabase database = EmbeddedDatabase.create();

	private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(this.database.getJdbcUrl(),
			this.database.getUsername(), this.database.getPassword()));

	@Test
	void pagesComparedToAShortOne() throws Exception {
		try (FakeCloudflare cloudflare = FakeCloudflare.start()) {
			DemoAccount.empty(cloudflare);
			cloudflare.behaviour().quota(1_000_000);
			cloudflare.addZone("example.jp");
			TunnelId tunnel = cloudflare.addTunnel("office");
			cloudflare.addConnector(tunnel);
			int port = freePort();
			URI home = URI.create("http://localhost:" + port);
			DemoIdentityProvider.shared().admitPortal(home);
			Process portal = start(cloudflare, port);
			try {
				awaitAnswer(home);
				fill(tunnel);
				measure(home, portal.toHandle());
			}
			finally {
				portal.destroy();
				portal.waitFor();
			}
		}
	}

	private void measure(URI home, ProcessHandle portal) throws InterruptedException, ExecutionException {
		Browser admin = Browser.signedIn(home, DemoPerson.ADMIN);
		admin.get("/tunnels");
		Browser developer = Browser.signedIn(home, DemoPerson.DEVELOPER);
		Browser stranger = new Browser(home);
		Map<String, Callable<HttpResponse<String>>> pages = new LinkedHashMap<>();
		pages.put(SIGN_IN, () -> stranger.get(SIGN_IN));
		Stream
			.of(YARDSTICK, "/", "/servers", "/servers/" + anyServer(), "/reachability", "/history", "/audit", "/people",
					"/tunnels", "/groups", "/service-tokens")
			.forEach((path) -> pages.put(path, () -> admin.get(path)));
		pages.put("/connect", () -> developer.get("/connect"));
		String token = DemoIdentityProvider.shared().accessToken(DemoPerson.ADMIN);
		Browser program = Browser.bearing(home, token);
		pages.put("/api/v1/servers", () -> program.get("/api/v1/servers"));
		String wanted = System.getProperty("postern.pages");
		if (wanted != null) {
			pages.keySet().retainAll(List.of((YARDSTICK + "," + wanted.replace("{id}", anyServer())).split(",")));
		}
		Map<String, List<Double>> speeds = new LinkedHashMap<>();
		Map<String, Double> work = new LinkedHashMap<>();
		Map<String, Integer> sizes = new LinkedHashMap<>();
		for (Map.Entry<String, Callable<HttpResponse<String>>> page : pages.entrySet()) {
			sizes.put(page.getKey(), size(page.getKey(), page.getValue()));
			answersInASecond(page.getValue(), WARM_UP);
		}
		for (int round = 0; round < ROUNDS; round++) {
			for (Map.Entry<String, Callable<HttpResponse<String>>> page : pages.entrySet()) {
				Duration before = portal.info().totalCpuDuration().orElseThrow();
				double speed = answersInASecond(page.getValue(), ROUND);
				Duration after = portal.info().totalCpuDuration().orElseThrow();
				speeds.computeIfAbsent(page.getKey(), (key) -> new ArrayList<>()).add(speed);
				work.merge(page.getKey(), after.minus(before).toMillis() / (speed * ROUND.toSeconds() * ROUNDS),
						Double::sum);
			}
		}
		print(speeds, work, sizes);
	}

	private static void print(Map<String, List<Double>> speeds, Map<String, Double> work, Map<String, Integer> sizes) {
		double yardstick = median(speeds.getOrDefault(YARDSTICK, List.of()));
		System.out.printf("%-44s %8s %8s %8s %8s%n", "page", "1/s", "ratio", "CPU ms", "KiB");
		speeds.forEach((path, all) -> System.out.printf("%-44s %8.1f %8.2f %8.2f %8.1f%n", path, median(all),
				median(all) / yardstick, work.get(path), sizes.getOrDefault(path, 0) / 1024.0));
	}

	private static double median(List<Double> all) {
		return all.stream().sorted().skip(all.size() / 2).findFirst().orElse(0.0);
	}

	private static int size(String path, Callable<HttpResponse<String>> page) {
		try {
			HttpResponse<String> answer = page.call();
			assertThat(answer.statusCode()).as(path).isEqualTo(200);
			return answer.body().getBytes(StandardCharsets.UTF_8).length;
		}
		catch (Exception ex) {
			throw new IllegalStateException(path, ex);
		}
	}

	private static double answersInASecond(Callable<HttpResponse<String>> page, Duration time)
			throws InterruptedException, ExecutionException {
		long begun = System.nanoTime();
		long end = begun + time.toNanos();
		int answers = 0;
		try (ExecutorService readers = Executors.newFixedThreadPool(AT_ONCE)) {
			List<Future<Integer>> counts = IntStream.range(0, AT_ONCE).mapToObj((at) -> readers.submit(() -> {
				int count = 0;
				while (System.nanoTime() < end) {
					page.call();
					count++;
				}
				return count;
			})).toList();
			for (Future<Integer> count : counts) {
				answers += count.get();
			}
		}
		return answers / ((System.nanoTime() - begun) / 1e9);
	}

	private void fill(TunnelId tunnel) {
		new ReachabilityData(this.jdbc).fill(SERVERS, PEOPLE);
		this.jdbc.sql("UPDATE server SET tunnel_id = :tunnel").param("tunnel", tunnel.value()).update();
		this.jdbc.sql(
				"UPDATE server SET policies = policies || CAST(:policy AS jsonb) WHERE name LIKE '%5' OR name LIKE '%0'")
			.param("policy",
					"[" + ReachabilityData.policy("Dev", "allow", "{'email':{'email':'dev@example.com'}}", "", "")
						.replace('\'', '"') + "]")
			.update();
		this.jdbc
			.sql("""
					INSERT INTO audit_event (at, actor_kind, actor_name, action, subject_kind, subject_id, subject_name, before, after)
					SELECT now() - make_interval(mins => CAST(n AS int)), 'PERSON', 'admin@example.com', 'server.edited', 'server', s.id::text,
					  s.name, json_build_object('policies', s.policies, 'description', 'before'),
					  json_build_object('policies', s.policies, 'description', 'after')
					FROM (SELECT *, row_number() OVER () AS n FROM server) s""")
			.update();
		this.jdbc
			.sql("""
					INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, ip_address, country, connection, app_domain,
					  server_id, server_name, is_explained, raw)
					SELECT now() - make_interval(secs => n * 120), 'ray-' || n, 'login', 'p' || n % 200 || '@example.com', n % 20 > 0,
					  '203.0.113.7', 'jp', 'onetimepin', s.hostname, s.id, s.name, true, '{}'
					FROM generate_series(1, :logins) AS n
					JOIN (SELECT *, row_number() OVER (ORDER BY name) AS at FROM server) s ON s.at = n % :servers + 1""")
			.param("logins", LOGINS)
			.param("servers", SERVERS)
			.update();
		this.jdbc.sql("ANALYZE").update();
	}

	private String anyServer() {
		return this.jdbc.sql("SELECT id::text FROM server ORDER BY name LIMIT 1").query(String.class).single();
	}

	private static void awaitAnswer(URI home) {
		Awaitility.await("the portal answers")
			.atMost(Duration.ofMinutes(2))
			.ignoreExceptions()
			.until(() -> new Browser(home).get(SIGN_IN).statusCode() == 200);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private Process start(FakeCloudflare cloudflare, int port) throws IOException {
		String issuer = DemoIdentityProvider.shared().issuer().toString();
		String client = "--spring.security.oauth2.client.registration.demo.";
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
				jar().toString(), "--server.port=" + port, "--management.server.port=0",
				"--server.servlet.session.cookie.secure=false", "--spring.datasource.url=" + this.database.getJdbcUrl(),
				"--spring.datasource.username=" + this.database.getUsername(),
				"--spring.datasource.password=" + this.database.getPassword(),
				client + "client-id=" + DemoIdentityProvider.CLIENT_ID,
				client + "client-secret=" + DemoIdentityProvider.CLIENT_SECRET, client + "scope=openid,profile,email",
				"--spring.security.oauth2.client.provider.demo.issuer-uri=" + issuer,
				"--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer,
				"--spring.security.oauth2.resourceserver.jwt.audiences=" + DemoIdentityProvider.AUDIENCE,
				"--postern.cloudflare.base-url=" + cloudflare.baseUrl(),
				"--postern.cloudflare.account-id=" + cloudflare.accountId(),
				"--postern.cloudflare.api-token=" + DemoAccount.TOKEN,
				"--postern.identity.roles.admin=email:" + DemoPerson.ADMIN.email());
		Path log = Files.createDirectories(Path.of("target")).resolve("pages-benchmark.log");
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

	private static Path jar() throws IOException {
		try (Stream<Path> built = Files.list(Path.of("target"))) {
			return built.filter((path) -> path.getFileName().toString().matches("postern-.*(?<!-sources|-plain)\\.jar"))
				.findFirst()
				.orElseThrow(() -> new IllegalStateException("no jar; run ./mvnw package -DskipTests before"));
		}
	}

}

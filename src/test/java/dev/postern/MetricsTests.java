package dev.postern;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Phase;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.EmbeddedDatabase;
import dev.postern.tryout.Instance;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the management port of a running portal shows, and that the public port does not.
 */
class MetricsTests {

	private static final Actor ADMIN = Actor.person(EmailAddress.of("admin@example.com"));

	private static final Path DOCUMENT = Path.of("docs", "operating.md");

	private static final Pattern ROW = Pattern
		.compile("\\| `(postern\\.[a-z.]+)` \\| `(postern_[a-z_]+)` \\| ([^|]*)\\| (\\w+) \\|.*");

	private static final Pattern TYPE = Pattern.compile("# TYPE (postern_[a-z_]+) (\\w+)");

	private static final Pattern SAMPLE = Pattern.compile("(postern_[a-z_]+)(?:\\{([^}]*)})? (\\S+)");

	private static FakeCloudflare cloudflare;

	private static Instance portal;

	private static String metrics;

	@BeforeAll
	static void registerAServer() {
		cloudflare = FakeCloudflare.start();
		DemoAccount.empty(cloudflare);
		cloudflare.addZone("example.jp");
		TunnelId tunnel = cloudflare.addTunnel("office");
		cloudflare.addConnector(tunnel);
		portal = Instance.start(EmbeddedDatabase.create(), cloudflare);
		Servers servers = portal.bean(Servers.class);
		Server server = servers.register(draft(tunnel), ADMIN);
		Awaitility.await("the server is ready, and logins are imported").until(() -> {
			boolean ready = servers.find(server.id()).orElseThrow().phase() == Phase.READY;
			return ready && portal.bean(JdbcClient.class)
				.sql("SELECT count(imported_until) FROM history_import")
				.query(Integer.class)
				.single() == 1;
		});
		Awaitility.await("the run that made it is over")
			.until(() -> number(read(), "postern_reconcile_runs_seconds_count{kind=\"tunnel\",result=\"done\"}") >= 1);
		metrics = read();
	}

	@AfterAll
	static void stop() {
		portal.close();
		cloudflare.close();
	}

	@Test
	void tableInTheDocumentIsWhatIsThere() throws IOException {
		Map<String, Shown> documented = new TreeMap<>();
		for (String line : Files.readAllLines(DOCUMENT)) {
			Matcher row = ROW.matcher(line);
			if (row.matches()) {
				assertThat(row.group(2)).startsWith(row.group(1).replace('.', '_'));
				documented.put(row.group(2), new Shown(row.group(4), words(row.group(3), "`([a-z]+)`")));
			}
		}

		assertThat(shown()).hasSizeGreaterThan(8).isEqualTo(documented);
	}

	@Test
	void numbersAreThoseOfWhatHappened() {
		assertThat(number(metrics, "postern_servers{phase=\"ready\"}")).isEqualTo(1);
		assertThat(number(metrics, "postern_servers{phase=\"failed\"}")).isZero();
		assertThat(number(metrics, "postern_cloudflare_requests_seconds_count{outcome=\"success\"}"))
			.isGreaterThanOrEqualTo(10);
		assertThat(number(metrics, "postern_cloudflare_requests_withheld_total")).isZero();
		assertThat(number(metrics, "postern_cloudflare_budget_remaining")).isBetween(100.0, 450.0);
		assertThat(number(metrics, "postern_history_import_lag_seconds")).isBetween(0.0, 120.0);
		assertThat(number(metrics, "postern_history_unreadable_entries")).isZero();
		assertThat(number(metrics, "postern_jobs_seconds_count{kind=\"reconcile\",outcome=\"done\"}")).isPositive();
		assertThat(number(metrics, "postern_jobs_seconds_count{kind=\"reconcile\",outcome=\"failed\"}")).isZero();
		assertThat(number(metrics, "postern_jobs_failing")).isZero();
		assertThat(number(metrics, "postern_servicetokens_ending")).isZero();
	}

	@Test
	void noMeterTellsAboutSinglePeopleOrServers() {
		assertThat(metrics).contains("jvm_memory_used_bytes", "hikaricp_connections", "http_client_requests_seconds")
			.doesNotContain("db1.example.jp", "example.com", cloudflare.accountId());
		assertThat(Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-").matcher(metrics).find()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator", "/actuator/prometheus", "/actuator/health", "/actuator/info",
			"/actuator/metrics", "/actuator/env" })
	void publicPortShowsNothingOfThemI11(String path) {
		assertThat(answer(portal.address(), path).statusCode()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/livez", "/readyz" })
	void publicPortTellsLoadBalancersWhetherItWorks(String path) {
		HttpResponse<String> health = answer(portal.address(), path);

		assertThat(health.statusCode()).isEqualTo(200);
		assertThat(health.body()).isEqualTo("{\"status\":\"UP\"}");
		assertThat(health.headers().allValues("Set-Cookie")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/login", "/actuator", "/actuator/env", "/actuator/metrics", "/actuator/heapdump",
			"/livez", "/oauth2/authorization/demo", "/api/v1/servers" })
	void managementPortRefusesAllElseI11(String path) {
		assertThat(answer(portal.managementAddress(), path).statusCode()).isEqualTo(403);
	}

	@Test
	void managementPortTellsNoDetailsOfHealth() {
		HttpResponse<String> health = answer(portal.managementAddress(), "/actuator/health");

		assertThat(health.statusCode()).isEqualTo(200);
		assertThat(health.body()).contains("UP").doesNotContain("components", "postgres");
	}

	@Test
	void managementPortIsForThisMachineOnly() throws IOException {
		List<String> addresses = NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.filter((address) -> address instanceof Inet4Address && !address.isLoopbackAddress())
			.map((address) -> "http://%s:%d/actuator/prometheus".formatted(address.getHostAddress(),
					portal.managementAddress().getPort()))
			.toList();

		for (String address : addresses) {
			HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
			connection.setConnectTimeout(2_000);
			assertThatExceptionOfType(IOException.class).as(address).isThrownBy(connection::connect);
		}
	}

	private static Map<String, Shown> shown() {
		Map<String, String> types = new TreeMap<>();
		TYPE.matcher(metrics).results().forEach((type) -> types.put(type.group(1), type.group(2)));
		types.keySet().removeIf((name) -> name.endsWith("_max") && types.containsKey(name.replaceFirst("_max$", "")));
		Map<String, Shown> shown = new TreeMap<>();
		types.forEach((name, type) -> shown.put(name, new Shown(type, new TreeSet<>())));
		SAMPLE.matcher(metrics).results().forEach((sample) -> {
			String tags = sample.group(2);
			Shown meter = shown.get(sample.group(1).replaceFirst("_(count|sum|max)$", ""));
			if (tags != null && meter != null) {
				meter.tags().addAll(words(tags, "([a-z]+)=\""));
			}
		});
		return shown;
	}

	private static Set<String> words(String text, String pattern) {
		Set<String> words = new TreeSet<>();
		Pattern.compile(pattern).matcher(text).results().forEach((word) -> words.add(word.group(1)));
		return words;
	}

	private static double number(String metrics, String sample) {
		return metrics.lines()
			.filter((line) -> line.startsWith(sample + " "))
			.map((line) -> Double.parseDouble(line.substring(sample.length() + 1)))
			.findFirst()
			.orElseThrow(() -> new AssertionError("no " + sample + " in\n" + metrics));
	}

	private static String read() {
		HttpResponse<String> answer = answer(portal.managementAddress(), "/actuator/prometheus");
		assertThat(answer.statusCode()).isEqualTo(200);
		return answer.body();
	}

	private static HttpResponse<String> answer(URI address, String path) {
		return new Browser(address).get(path, "Accept", "*/*");
	}

	private static ServerDraft draft(TunnelId tunnel) {
		return new ServerDraft("db1", "db1.example.jp", tunnel.toString(), "ssh://10.0.0.5:22", "myuser", "ssh", "24h",
				false, "",
				JsonMapper.shared()
					.readTree(
							"""
									[{"name": "Allow one", "decision": "allow", "include": [{"email": {"email": "dev@example.com"}}]}]"""));
	}

	/**
	 * How one meter looks.
	 *
	 * @param tags their names
	 */
	private record Shown(String type, Set<String> tags) {
	}

}

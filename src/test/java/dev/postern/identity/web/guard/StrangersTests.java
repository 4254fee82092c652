package dev.postern.identity.web.guard;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** What strangers cost who come often, come wrongly or go away in the middle. */
@PosternTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = { "postern.web.sign-ins-per-minute=20", "postern.web.refused-tokens-per-minute=20",
		"postern.web.hosts=localhost,Portal.Example" })
class StrangersTests {

	private static final int MANY = 100;

	@Autowired
	private Portal portal;

	@Autowired
	private JdbcClient jdbc;

	@ParameterizedTest
	@ValueSource(strings = { "/", "/login", "/people?q=ada", "/servers/new", "/nowhere", "/audit.csv" })
	void visitStoresNoSession(String path) {
		long before = sessions();

		for (int visit = 0; visit < 5; visit++) {
			this.portal.anonymous().get(path);
		}
		this.portal.anonymous().post(path, Map.of("name", "x"));

		assertThat(sessions()).isEqualTo(before);
	}

	@Test
	void manySignInsOfOneAddressAreSlowedDownAndOthersAreNot() {
		List<HttpResponse<String>> answers = from("198.51.100.1", MANY, "/oauth2/authorization/demo");

		assertThat(answers.stream().filter((answer) -> answer.statusCode() == 302)).hasSizeBetween(20, 30);
		HttpResponse<String> last = answers.getLast();
		assertThat(last.statusCode()).isEqualTo(429);
		assertThat(Integer.parseInt(last.headers().firstValue("Retry-After").orElseThrow())).isBetween(1, 60);
		assertThat(last.body()).contains("Too many requests");
		assertThat(from("198.51.100.2", 1, "/oauth2/authorization/demo").getFirst().statusCode()).isEqualTo(302);
	}

	@Test
	void manyRefusedTokensOfOneAddressAreSlowedDownAndGoodOnesAreNotCounted() {
		List<HttpResponse<String>> answers = from("198.51.100.3", MANY, "/api/v1/me");

		assertThat(answers.stream().filter((answer) -> answer.statusCode() == 401)).hasSizeBetween(20, 30);
		assertThat(answers.getLast().statusCode()).isEqualTo(429);
		assertThat(answers.getLast().headers().firstValue("Retry-After")).isPresent();
		Browser admin = this.portal.api(DemoPerson.ADMIN);
		assertThat(IntStream.range(0, MANY)
			.mapToObj((at) -> admin.get("/api/v1/me", "X-Forwarded-For", "198.51.100.4").statusCode()))
			.containsOnly(200);
	}

	@Test
	void signInThatSucceedsCountsOnce() {
		assertThat(IntStream.range(0, 15)
			.mapToObj((at) -> this.portal.anonymous().from("198.51.100.5").signIn(DemoPerson.DEVELOPER))
			.map((page) -> page.statusCode() + " " + page.uri().getPath())).containsOnly("200 /connect");
	}

	@Test
	void signInsThatFailAreSlowedDownAndThoseThatBeginAreNot() {
		List<HttpResponse<String>> answers = from("198.51.100.6", MANY, "/login/oauth2/code/demo?code=x&state=x");

		assertThat(answers.stream().filter((answer) -> answer.statusCode() == 302)).hasSizeBetween(20, 30);
		assertThat(answers.getLast().statusCode()).isEqualTo(429);
		assertThat(this.portal.anonymous().from("198.51.100.6").get("/oauth2/authorization/demo").statusCode())
			.isEqualTo(302);
	}

	@Test
	void logoutTokensThatAreRefusedAreSlowedDown() {
		Browser stranger = this.portal.anonymous().from("198.51.100.10");

		List<HttpResponse<String>> answers = IntStream.range(0, MANY)
			.mapToObj((at) -> stranger.post("/logout/connect/back-channel/demo", Map.of("logout_token", "nonsense")))
			.toList();

		assertThat(answers.stream().filter((answer) -> answer.statusCode() == 400)).hasSizeBetween(20, 30);
		assertThat(answers.getLast().statusCode()).isEqualTo(429);
	}

	@Test
	void tokenThatWasGoodLatelyIsNotSilencedByOthersOfItsAddress() {
		Browser admin = this.portal.api(DemoPerson.ADMIN);
		Browser stranger = Browser.bearing(this.portal.address(), "pst_" + "x".repeat(43));
		assertThat(admin.get("/api/v1/me", "X-Forwarded-For", "198.51.100.7").statusCode()).isEqualTo(200);

		assertThat(IntStream.range(0, MANY)
			.map((at) -> stranger.get("/api/v1/me", "X-Forwarded-For", "198.51.100.7").statusCode())).contains(429);

		assertThat(admin.get("/api/v1/me", "X-Forwarded-For", "198.51.100.7").statusCode()).isEqualTo(200);
		assertThat(stranger.get("/api/v1/me", "X-Forwarded-For", "198.51.100.7").statusCode()).isEqualTo(429);
	}

	@Test
	void addressOfTheApiWithoutASlashIsOneOfTheApi() {
		List<HttpResponse<String>> answers = from("198.51.100.8", MANY, "/api");

		assertThat(answers.getFirst().statusCode()).isEqualTo(401);
		assertThat(answers.getFirst().headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(answers.getLast().statusCode()).isEqualTo(429);
	}

	@Test
	void whatIsNoAddressCountsAsOneAddress() {
		assertThat(IntStream.range(0, 10 * MANY)
			.map((at) -> from("made-up-" + at, 1, "/api/v1/me").getFirst().statusCode())
			.filter((status) -> status == 429)
			.findFirst()).isPresent();
	}

	@ParameterizedTest
	@CsvSource({ "/oauth2/authorization/demo, Sec-Fetch-Dest, image, 198.51.100.20",
			"/oauth2/authorization/demo, Sec-Fetch-Dest, empty, 198.51.100.21",
			"/oauth2/authorization/demo, Sec-Fetch-Dest, iframe, 198.51.100.22",
			"/oauth2/authorization/demo, Sec-Purpose, prefetch, 198.51.100.23",
			"/login/oauth2/code/demo, Sec-Fetch-Dest, script, 198.51.100.24",
			"/api/v1/me, Sec-Fetch-Site, cross-site, 198.51.100.25",
			"/api, Sec-Fetch-Site, cross-site, 198.51.100.26" })
	void whatPagesOfOthersHaveABrowserSendIsRefusedAndNotCounted(String path, String header, String value,
			String address) {
		Browser browser = this.portal.anonymous().from(address);

		assertThat(IntStream.range(0, MANY).map((at) -> browser.get(path, header, value).statusCode()))
			.containsOnly(403);
		assertThat(browser.get(path).statusCode()).isIn(302, 401);
	}

	@Test
	void personComesFromAPageOfAnotherToSignIn() {
		Browser browser = this.portal.anonymous().from("198.51.100.9");

		assertThat(browser
			.get("/oauth2/authorization/demo", "Sec-Fetch-Dest", "document", "Sec-Fetch-Site", "cross-site",
					"Sec-Fetch-Mode", "navigate")
			.statusCode()).isEqualTo(302);
	}

	@Test
	void networkOfIpv6CountsAsOneAddress() {
		List<HttpResponse<String>> answers = IntStream.range(0, MANY)
			.mapToObj((at) -> from("2001:db8:0:7::%x".formatted(at + 1), 1, "/api/v1/me").getFirst())
			.toList();

		assertThat(answers.getLast().statusCode()).isEqualTo(429);
		assertThat(from("2001:db8:0:8::1", 1, "/api/v1/me").getFirst().statusCode()).isEqualTo(401);
	}

	@Test
	void otherNamesThanThePortalsAreRefusedWithTheHeadersOfAllPages() throws IOException {
		String answer = raw("GET /login HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

		assertThat(answer).startsWith("HTTP/1.1 421").contains("not the address of Postern");
		assertThat(raw("GET /login HTTP/1.1\r\nHost: portal.EXAMPLE\r\nConnection: close\r\n\r\n"))
			.startsWith("HTTP/1.1 200");
		assertThat(raw("GET /livez HTTP/1.1\r\nHost: 10.0.0.9\r\nConnection: close\r\n\r\n"))
			.startsWith("HTTP/1.1 200");
		assertGuarded(answer);
	}

	static Stream<String> brokenRequests() {
		String host = "Host: localhost\r\n";
		return Stream.of(
				"POST /api/v1/servers HTTP/1.1\r\n" + host + "Content-Type: application/json\r\n"
						+ "Authorization: Bearer x\r\nContent-Length: 1000\r\n\r\n{\"name\":",
				"POST /servers HTTP/1.1\r\n" + host
						+ "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nname=",
				"POST /logout HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n5\r\nab",
				"GET / HTTP/9.9\r\n\r\n", "GET /%zz HTTP/1.1\r\n" + host + "\r\n",
				"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "\u0016\u0003\u0001\u0002",
				"GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n" + host + "\r\n",
				"GET / HTTP/1.1\r\n" + host + "Content-Type: */*\r\n\r\n");
	}

	@ParameterizedTest
	@MethodSource("brokenRequests")
	void brokenRequestCostsALineOfTheLogAtMost(String request, CapturedOutput output) throws IOException {
		int before = output.getAll().length();
		raw(request);
		this.portal.anonymous().get("/livez");

		String said = output.getAll().substring(before);
		assertThat(said).doesNotContain("\tat ");
		assertThat(said.lines().filter((line) -> line.contains("mcat-handler"))).hasSizeLessThanOrEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /a%00b HTTP/1.1", "GET /servers?name=%00 HTTP/1.1", "TRACE / HTTP/1.1",
			"GET /\\ HTTP/1.1" })
	void earlyErrorsHaveTheHeadersOfAllPages(String request) throws IOException {
		assertGuarded(raw(request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
	}

	private static void assertGuarded(String answer) {
		assertThat(answer).containsIgnoringCase("\r\nContent-Security-Policy: ")
			.containsIgnoringCase("\r\nX-Content-Type-Options: nosniff")
			.containsIgnoringCase("\r\nX-Frame-Options: DENY")
			.containsIgnoringCase("\r\nReferrer-Policy: same-origin")
			.containsIgnoringCase("\r\nPermissions-Policy: camera=()")
			.containsIgnoringCase("\r\nCache-Control: ");
	}

	private List<HttpResponse<String>> from(String address, int times, String path) {
		Browser browser = this.portal.anonymous();
		return IntStream.range(0, times).mapToObj((at) -> browser.get(path, "X-Forwarded-For", address)).toList();
	}

	/** What comes back, until the portal or this client ends the connection. */
	private String raw(String request) throws IOException {
		try (Socket socket = new Socket("localhost", this.portal.address().getPort())) {
			socket.setSoTimeout(5_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			socket.shutdownOutput();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private long sessions() {
		return this.jdbc.sql("SELECT count(*) FROM spring_session").query(Long.class).single();
	}

}

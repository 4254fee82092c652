package dev.postern.ui.errors;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/** What reaches no page, because the container itself cannot read it (I15). */
@PosternTest
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class ContainerErrorTests {

	private final URI portal;

	ContainerErrorTests(Portal portal) {
		this.portal = portal.address();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/servers/%00", "/servers/%2e%2e/%2e%2e/", "/servers/%2", "/servers/%zz", "/a%5Cb",
			"/servers%2Fnew", "/a|b", "/a\"b", "/servers/%ff", "/%c0%ae%c0%ae/" })
	void addressThatIsNoneIsAnsweredInOurLook(String path) throws IOException {
		String answer = answer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

		assertThat(answer).startsWith("HTTP/1.1 400 ")
			.contains("Content-Type: text/html;charset=UTF-8", "Content-Security-Policy: default-src 'none'", "nosniff",
					"class=\"problem-what\"", "Postern could not understand what was sent.", "href=\"/app.css\"");
		namesNobody(answer);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/servers/%00", "/api/v1/servers/%2e%2e/%2e%2e/%2e%2e/%2e%2e",
			"/api/v1/servers/%zz", "/api/v1/servers/%5C" })
	void programsAreAnsweredWithAProblem(String path) throws IOException {
		String answer = answer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

		assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Content-Type: application/problem+json");
		JsonNode problem = JsonMapper.shared().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
		assertThat(problem.path("status").intValue()).isEqualTo(400);
		assertThat(problem.path("detail").stringValue()).isEqualTo("Postern could not understand what was sent.");
		namesNobody(answer);
	}

	@ParameterizedTest
	@MethodSource
	void whatIsNoRequestIsAnsweredInOurLook(String request) throws IOException {
		String answer = answer(request);

		assertThat(answer).matches("(?s)HTTP/1.1 [45]0\\d .*").contains("class=\"problem-what\"");
		namesNobody(answer);
	}

	static Stream<String> whatIsNoRequestIsAnsweredInOurLook() {
		String host = "Host: localhost\r\nConnection: close\r\n";
		return Stream.of("GET / HTTP/1.1\r\n" + host + "X: " + "x".repeat(20_000) + "\r\n\r\n",
				"GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n" + host + "\r\n", "GET / HTTP/1.1\r\n\r\n",
				"GET / HTTP/9.1\r\n" + host + "\r\n", "G(T / HTTP/1.1\r\n" + host + "\r\n",
				"TRACE / HTTP/1.1\r\n" + host + "\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
				"POST / HTTP/1.1\r\n" + host + "Content-Length: -4\r\n\r\n",
				"GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: odd\r\n\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/connect?x=%zz", "//api/v1/servers", "/servers;x=1/", "/nothing.css" })
	void whatIsRefusedBeforeAnyGuardIsGuardedToo(String path) throws IOException {
		String answer = answer("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path));

		for (String guard : List.of("Content-Security-Policy: default-src 'self'", "X-Content-Type-Options: nosniff",
				"X-Frame-Options: DENY")) {
			assertThat(answer.split(Pattern.quote(guard), -1)).as(guard).hasSize(2);
		}
	}

	@Test
	void pagesKeepAnsweringForThemselves() throws IOException {
		String nothing = answer("GET /nothing.css HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

		assertThat(nothing).contains("X-Request-Id: ");
		namesNobody(nothing);
	}

	private static void namesNobody(String answer) {
		assertThat(answer).doesNotContainIgnoringCase("tomcat")
			.doesNotContainIgnoringCase("\nServer:")
			.doesNotContainIgnoringCase("X-Powered-By")
			.doesNotContain("HTTP Status", "Exception", "\tat ", "java.");
	}

	private String answer(String request) throws IOException {
		try (Socket socket = new Socket(this.portal.getHost(), this.portal.getPort())) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}

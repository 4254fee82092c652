package dev.postern.identity.web.guard;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.EmbeddedDatabase;
import dev.postern.tryout.Instance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends 10,000 requests of each kind that a stranger can send, from one address, and says
 * what they left behind. Not part of the gate; CONTRIBUTING says how to run it.
 */
@ExtendWith(OutputCaptureExtension.class)
class StrangersBenchmark {

	private static final int REQUESTS = Integer.getInteger("postern.flood", 10_000);

	private static final int AT_ONCE = 16;

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void strangersCostLittle(CapturedOutput output) throws Exception {
		EmbeddedDatabase database = EmbeddedDatabase.create();
		StringBuilder table = new StringBuilder("%-34s %8s %10s %9s %8s %s%n".formatted("kind", "sessions", "log bytes",
				"provider", "entries", "answers"));
		try (FakeCloudflare cloudflare = FakeCloudflare.start()) {
			DemoAccount.empty(cloudflare);
			try (Instance portal = Instance.start(database, cloudflare)) {
				JdbcClient jdbc = portal.bean(JdbcClient.class);
				kinds(portal.address()).forEach((name, request) -> {
					long sessions = count(jdbc, "spring_session");
					long entries = count(jdbc, "audit_event");
					long asked = DemoIdentityProvider.shared().requests();
					int said = output.getAll().getBytes(StandardCharsets.UTF_8).length;
					Map<String, Integer> answers = flood(request);
					table.append("%-34s %8d %10d %9d %8d %s%n".formatted(name, count(jdbc, "spring_session") - sessions,
							output.getAll().getBytes(StandardCharsets.UTF_8).length - said,
							DemoIdentityProvider.shared().requests() - asked, count(jdbc, "audit_event") - entries,
							answers));
				});
			}
		}
		System.out.println(table);
		assertThat(table).isNotEmpty();
	}

	private Map<String, Callable<String>> kinds(URI portal) {
		Map<String, Callable<String>> kinds = new LinkedHashMap<>();
		kinds.put("page", () -> answer(get(portal, "/servers?q=a")));
		kinds.put("sign-in page", () -> answer(get(portal, "/login")));
		kinds.put("sign-in begun", () -> answer(get(portal, "/oauth2/authorization/demo")));
		kinds.put("sign-in ended with a made-up code",
				() -> answer(get(portal, "/login/oauth2/code/demo?code=bad&state=bad")));
		kinds.put("form without session",
				() -> answer(HttpRequest.newBuilder(portal.resolve("/servers"))
					.POST(HttpRequest.BodyPublishers.ofString("name=x"))
					.header("Content-Type", "application/x-www-form-urlencoded")));
		kinds.put("API without token", () -> answer(get(portal, "/api/v1/me")));
		kinds.put("API with a made-up personal token",
				() -> answer(get(portal, "/api/v1/me").header("Authorization", "Bearer pst_" + "x".repeat(43))));
		kinds.put("API with a JWT of an unknown key",
				() -> answer(get(portal, "/api/v1/me").header("Authorization", "Bearer " + unknownKey())));
		kinds.put("another Host",
				() -> raw(portal, "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"));
		kinds.put("half a form", () -> raw(portal,
				"POST /servers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
						+ "Content-Length: 1000\r\n\r\nname="));
		kinds.put("half a chunk", () -> raw(portal,
				"POST /logout HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"));
		kinds.put("no HTTP", () -> raw(portal, "\u0016\u0003\u0001\u0002"));
		return kinds;
	}

	private static HttpRequest.Builder get(URI portal, String path) {
		return HttpRequest.newBuilder(portal.resolve(path)).header("Accept", "text/html");
	}

	private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
		return String.valueOf(this.client.send(request.build(), BodyHandlers.discarding()).statusCode());
	}

	private static String raw(URI portal, String request) throws IOException {
		try (Socket socket = new Socket("localhost", portal.getPort())) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			socket.shutdownOutput();
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return answer.isEmpty() ? "none" : answer.substring(9, 12);
		}
		catch (IOException ex) {
			return "none";
		}
	}

	private static String unknownKey() {
		return base64("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}".formatted(UUID.randomUUID())) + "."
				+ base64("{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"x\",\"email\":\"x@example.com\",\"exp\":4102444800}"
					.formatted(DemoIdentityProvider.shared().issuer(), DemoIdentityProvider.AUDIENCE))
				+ "." + base64("x".repeat(256));
	}

	private static String base64(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static Map<String, Integer> flood(Callable<String> request) {
		Map<String, Integer> answers = new LinkedHashMap<>();
		try (ExecutorService strangers = Executors.newFixedThreadPool(AT_ONCE)) {
			for (Future<String> one : IntStream.range(0, REQUESTS)
				.mapToObj((at) -> strangers.submit(request))
				.toList()) {
				answers.merge(one.get(), 1, Integer::sum);
			}
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		return answers;
	}

	private static long count(JdbcClient jdbc, String table) {
		return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
	}

}

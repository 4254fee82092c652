package dev.postern.cloudflare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.cloudflare.transport.TransportConfiguration;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A local server that answers as it is told, and clients that ask it. */
public class StubApi implements AutoCloseable {

	public static final String TOKEN = "cfut_very-secret-0123456789";

	private final HttpServer server;

	private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());

	private volatile Function<Seen, Answer> answers = (request) -> Answer.of(404, "{}");

	public StubApi() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	public StubApi answering(Function<Seen, Answer> answers) {
		this.answers = answers;
		return this;
	}

	public StubApi answering(int status, String body) {
		return answering((request) -> Answer.of(status, body));
	}

	public String url() {
		return "http://localhost:" + this.server.getAddress().getPort() + "/client/v4";
	}

	public void forget() {
		this.seen.clear();
	}

	public List<Seen> seen() {
		synchronized (this.seen) {
			return List.copyOf(this.seen);
		}
	}

	public ApplicationContextRunner client() {
		return new ApplicationContextRunner()
			.withUserConfiguration(CloudflareConfiguration.class, TransportConfiguration.class,
					CloudflareTestConfiguration.class)
			.withPropertyValues("postern.cloudflare.base-url=" + url(), "postern.cloudflare.account-id=acc",
					"postern.cloudflare.api-token=" + TOKEN, "postern.cloudflare.read-timeout=5s",
					"postern.cloudflare.connect-timeout=2s");
	}

	/** Gives work to a client of this server. */
	public <T> T ask(Function<Cloudflare, T> work) {
		List<T> result = new ArrayList<>();
		client().run((context) -> result.add(work.apply(context.getBean(Cloudflare.class))));
		return result.getFirst();
	}

	private void handle(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		Seen request = new Seen(exchange.getRequestMethod(), exchange.getRequestURI().toString(), body,
				Map.copyOf(exchange.getRequestHeaders()));
		this.seen.add(request);
		this.answers.apply(request).send(exchange);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/** A request as the server saw it. */
	public record Seen(String method, String target, String body, Map<String, List<String>> headers) {

		String line() {
			return this.method + " " + this.target;
		}

	}

	/** What the server does with a request. */
	public interface Answer {

		void send(HttpExchange exchange) throws IOException;

		static Answer of(int status, String body, String... headers) {
			return (exchange) -> {
				for (int i = 0; i < headers.length; i += 2) {
					exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
				}
				byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
				exchange.sendResponseHeaders(status, (bytes.length == 0) ? -1 : bytes.length);
				exchange.getResponseBody().write(bytes);
				exchange.close();
			};
		}

		static Answer ok(String result) {
			return of(200, "{\"success\":true,\"errors\":[],\"messages\":[],\"result\":" + result + "}");
		}

		/** A page of a list that says how many there are in all. */
		static Answer page(int totalCount, String items) {
			return of(200,
					"{\"success\":true,\"errors\":[],\"messages\":[],\"result\":%s,\"result_info\":{\"total_count\":%d}}"
						.formatted(items, totalCount));
		}

		static Answer error(int status, int code, String text) {
			return of(status,
					"{\"success\":false,\"errors\":[{\"code\":%d,\"message\":\"%s\"}],\"messages\":[],\"result\":null}"
						.formatted(code, text));
		}

		/** The connection ends before anything is answered. */
		static Answer cut() {
			return HttpExchange::close;
		}

		/** The connection ends in the middle of the answer. */
		static Answer half(String body) {
			return (exchange) -> {
				byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
				exchange.sendResponseHeaders(200, bytes.length);
				exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
				exchange.getResponseBody().flush();
				exchange.close();
			};
		}

		/** No answer for longer than anybody waits. */
		static Answer silence() {
			return (exchange) -> {
				try {
					Thread.sleep(1500);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				exchange.close();
			};
		}

	}

}

package dev.postern.fake.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.fake.api.Call;
import dev.postern.fake.api.Response;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.faults.Faults;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.watch.Journal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The HTTP side of the fake: reads calls, lets faults strike, writes answers. */
public final class ApiServer implements AutoCloseable {

	private static final String BASE = "/client/v4";

	static {
		System.setProperty("sun.net.httpserver.nodelay", "true");
		// A connection that rests in a client's pool must not be closed under it.
		System.setProperty("sun.net.httpserver.idleInterval", "3600");
	}

	private final HttpServer server;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final CallPipeline pipeline;

	private final Faults faults;

	private final Journal journal;

	private final HtmlPages pages;

	public ApiServer(int port, CallPipeline pipeline, Faults faults, Journal journal, HtmlPages pages) {
		this.pipeline = pipeline;
		this.faults = faults;
		this.journal = journal;
		this.pages = pages;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The fake Cloudflare can't listen on port " + port, ex);
		}
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	public int port() {
		return this.server.getAddress().getPort();
	}

	@Override
	public void close() {
		this.faults.cutAll();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Call call = read(exchange);
			if (exchange.getRequestURI().getRawPath().startsWith(BASE + "/")) {
				api(exchange, call);
			}
			else {
				write(exchange, this.pages.answer(call));
			}
		}
	}

	private void api(HttpExchange exchange, Call call) throws IOException {
		List<Fault> striking = this.faults.striking(call);
		Journal.Slot slot = this.journal.arrived(call, striking.stream().map(Fault::toString).toList());
		boolean committed = false;
		int status = 0;
		try {
			@Nullable Response response = null;
			for (Fault fault : striking) {
				@Nullable Response instead = fault.before();
				response = (response != null) ? response : instead;
			}
			if (response == null) {
				response = this.pipeline.answer(call, slot.position());
				committed = call.isWrite() && response.isSuccess();
			}
			for (Fault fault : striking) {
				response = fault.after(response);
			}
			status = response.status();
			this.journal.ended(slot, status, committed);
			write(exchange, response);
		}
		catch (Fault.ConnectionCut ex) {
			this.journal.ended(slot, 0, committed);
		}
	}

	private static void write(HttpExchange exchange, Response response) throws IOException {
		byte[] body = response.text().getBytes(StandardCharsets.UTF_8);
		response.headers().forEach(exchange.getResponseHeaders()::set);
		exchange.sendResponseHeaders(response.status(), (body.length > 0) ? body.length : -1);
		if (body.length > 0) {
			OutputStream out = exchange.getResponseBody();
			out.write(body, 0, response.cutShort() ? body.length / 2 : body.length);
			out.flush();
		}
	}

	private static Call read(HttpExchange exchange) throws IOException {
		String rawPath = exchange.getRequestURI().getRawPath();
		Map<String, List<String>> headers = new TreeMap<>();
		exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
		String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		return new Call(exchange.getRequestMethod(),
				rawPath.startsWith(BASE + "/") ? rawPath.substring(BASE.length()) : rawPath,
				query(exchange.getRequestURI().getRawQuery()), headers, text, json(text));
	}

	private static @Nullable JsonNode json(String text) {
		if (text.isBlank()) {
			return null;
		}
		try {
			return Json.parse(text);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	static Map<String, List<String>> query(@Nullable String raw) {
		Map<String, List<String>> query = new LinkedHashMap<>();
		if (raw == null || raw.isEmpty()) {
			return query;
		}
		for (String pair : raw.split("&", -1)) {
			String[] parts = pair.split("=", 2);
			String name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
			String value = (parts.length > 1) ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "";
			Objects.requireNonNull(query.computeIfAbsent(name, (key) -> new ArrayList<>())).add(value);
		}
		return query;
	}

}

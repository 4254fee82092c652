package dev.postern.fake.front;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.edge.Exposure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A web server that answers for every hostname as Cloudflare does that routes to the fake
 * account, by TLS: leads to a login where an application stands in front, and tells of
 * tunnels that are down. A test may have it answer a hostname otherwise.
 */
public final class EdgeServer implements AutoCloseable {

	/** What stands in the query of a login's address and is nobody's business. */
	public static final String META = "eyJraWQiOiJtZXRhIn0.c2VjcmV0.c2lnbmF0dXJl";

	/** A name that stands at the edge whatever the account holds. */
	public static final String LANDMARK = "www.edge.example";

	private final FakeCloudflare cloudflare;

	private final ServerSocket door;

	private final Map<String, Reply> replies = new ConcurrentHashMap<>();

	private final Map<String, List<InetAddress>> addresses = new ConcurrentHashMap<>();

	private final Queue<String> requests = new ConcurrentLinkedQueue<>();

	private volatile boolean offline;

	public EdgeServer(FakeCloudflare cloudflare) {
		this.cloudflare = cloudflare;
		try {
			this.door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread.ofVirtual().start(this::serve);
	}

	public int port() {
		return this.door.getLocalPort();
	}

	/** Makes connections that trust it. */
	public SSLSocketFactory trusting() {
		return EdgeCertificate.context().getSocketFactory();
	}

	/** What DNS says of a hostname: the edge, where a record leads to a tunnel. */
	public List<InetAddress> resolve(String hostname) throws UnknownHostException {
		if (this.offline) {
			throw new UnknownHostException(hostname);
		}
		List<InetAddress> told = this.addresses.get(hostname);
		if (told != null) {
			return told;
		}
		if (!hostname.equals(LANDMARK) && this.cloudflare.exposure(hostname).tunnel() == null) {
			throw new UnknownHostException(hostname);
		}
		return List.of(InetAddress.getLoopbackAddress());
	}

	/** Has DNS say something else of a hostname. */
	public void resolve(String hostname, InetAddress... addresses) {
		this.addresses.put(hostname, List.of(addresses));
	}

	/** Has DNS know no name any more, as where there is no network, or all as before. */
	public void offline(boolean offline) {
		this.offline = offline;
	}

	/** Has a hostname answered otherwise; {@code null} for never. */
	public void reply(String hostname, @Nullable String answer) {
		this.replies.put(hostname, new Reply(answer));
	}

	/** All requests so far, each with its head. */
	public List<String> requests() {
		return List.copyOf(this.requests);
	}

	/** Forgets what tests have said of a hostname. */
	public void forget(String hostname) {
		this.replies.remove(hostname);
		this.addresses.remove(hostname);
	}

	@Override
	public void close() {
		try {
			this.door.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void serve() {
		while (!this.door.isClosed()) {
			try {
				Socket caller = this.door.accept();
				Thread.ofVirtual().start(() -> answer(caller));
			}
			catch (IOException ex) {
				if (!this.door.isClosed()) {
					throw new UncheckedIOException(ex);
				}
			}
		}
	}

	/** Who hangs up in the middle gets no answer. */
	private void answer(Socket plain) {
		try (SSLSocket caller = (SSLSocket) EdgeCertificate.context()
			.getSocketFactory()
			.createSocket(plain, null, plain.getPort(), true)) {
			caller.setUseClientMode(false);
			BufferedReader reader = new BufferedReader(
					new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
			List<String> head = new ArrayList<>();
			for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
				head.add(line);
			}
			this.requests.add(String.join("\n", head));
			String hostname = head.stream()
				.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith("host:"))
				.map((line) -> line.substring("host:".length()).strip())
				.findFirst()
				.orElse("");
			Reply told = this.replies.get(hostname);
			String answer = (told != null) ? told.answer() : usual(hostname);
			if (answer == null) {
				reader.readLine();
				return;
			}
			caller.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			this.requests.add("broken off: " + ex.getMessage());
		}
	}

	private String usual(String hostname) {
		Exposure exposure = this.cloudflare.exposure(hostname);
		if (exposure.app() != null) {
			return login("acme.cloudflareaccess.com", hostname, aud(String.valueOf(exposure.app())));
		}
		return exposure.connected() ? """
				HTTP/1.1 502 Bad Gateway\r
				CF-RAY: 8f0b\r
				\r
				error code: 502""" : """
				HTTP/1.1 530 <none>\r
				CF-RAY: 8f0b\r
				\r
				error code: 1033""";
	}

	/** The answer that leads to the login of a team, for an application. */
	public static String login(String team, String hostname, String aud) {
		return """
				HTTP/1.1 302 Found\r
				Set-Cookie: CF_AppSession=n0secret; Secure\r
				CF-RAY: 8f0b\r
				Location: https://%s/cdn-cgi/access/login/%s?kid=%s&meta=%s&redirect_url=%%2F\r
				\r
				""".formatted(team, hostname, aud, META);
	}

	private String aud(String app) {
		return this.cloudflare.state()
			.apps()
			.stream()
			.filter((one) -> one.path("id").asString("").equals(app))
			.map((ObjectNode one) -> one.path("aud").asString(""))
			.findFirst()
			.orElse("");
	}

	/**
	 * What a test has a hostname answered.
	 *
	 * @param answer {@code null} for nothing
	 */
	private record Reply(@Nullable String answer) {
	}

}

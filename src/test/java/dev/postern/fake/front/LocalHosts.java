package dev.postern.fake.front;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Hosts on loopback addresses for port checks: one takes connections and says what it is,
 * one takes them and says nothing, one refuses them, and at one nothing comes back.
 */
public final class LocalHosts implements AutoCloseable {

	/** All of them. */
	public static final InetAddressFilter ADDRESSES = InetAddressFilter.of("127.22.0.0/16");

	public static final String OPEN = "open.hosts.example";

	public static final String MUTE = "mute.hosts.example";

	public static final String CLOSED = "closed.hosts.example";

	public static final String SILENT = "silent.hosts.example";

	/** What the open one says before it waits for more. */
	public static final String BANNER = "SSH-2.0-OpenSSH_9.9 \u0007<b>";

	private static final int ENOUGH = 4;

	/** Long for a connection on the same computer. */
	private static final int FULL_MILLIS = 500;

	private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();

	private final List<AutoCloseable> held = new ArrayList<>();

	private final AtomicInteger connections = new AtomicInteger();

	private final int port;

	public LocalHosts() {
		try {
			this.port = serve(address(1), 0, BANNER + "\r\nSecond line\r\n").getLocalPort();
			serve(address(2), this.port, "");
			beSilent(address(4));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		answer(OPEN, address(1));
		answer(MUTE, address(2));
		answer(CLOSED, address(3));
		answer(SILENT, address(4));
	}

	public int port() {
		return this.port;
	}

	/** What DNS says of a name. */
	public List<InetAddress> addresses(String name) throws UnknownHostException {
		List<InetAddress> known = this.names.get(name);
		if (known == null) {
			throw new UnknownHostException(name);
		}
		return known;
	}

	/** Has DNS say something else of a name. */
	public void answer(String name, InetAddress... addresses) {
		this.names.put(name, List.of(addresses));
	}

	/** How many connections were taken so far. */
	public int connections() {
		return this.connections.get();
	}

	/** One of the addresses. */
	public static InetAddress address(int number) {
		return InetAddress.ofLiteral("127.22.0." + number);
	}

	@Override
	public void close() {
		for (AutoCloseable one : this.held) {
			try {
				one.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private ServerSocket serve(InetAddress address, int port, String words) throws IOException {
		ServerSocket door = new ServerSocket(port, 0, address);
		this.held.add(door);
		Thread.ofVirtual().start(() -> {
			while (!door.isClosed()) {
				try {
					Socket caller = door.accept();
					this.connections.incrementAndGet();
					Thread.ofVirtual().start(() -> talk(caller, words));
				}
				catch (IOException ex) {
					if (!door.isClosed()) {
						throw new UncheckedIOException(ex);
					}
				}
			}
		});
		return door;
	}

	private static void talk(Socket caller, String words) {
		try (caller) {
			caller.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
			caller.getInputStream().read();
		}
		catch (IOException ex) {
			return;
		}
	}

	/** Whose queue is full, the system answers nobody any more. */
	private void beSilent(InetAddress address) throws IOException {
		this.held.add(new ServerSocket(this.port, 1, address));
		for (int i = 0; i < ENOUGH; i++) {
			Socket waiting = new Socket();
			this.held.add(waiting);
			try {
				waiting.connect(new InetSocketAddress(address, this.port), FULL_MILLIS);
			}
			catch (SocketTimeoutException ex) {
				return;
			}
		}
		throw new IllegalStateException("%s still answers after %d connections".formatted(address, ENOUGH));
	}

}

package dev.postern.connect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.edge.ConnectionResult;

/**
 * Stands in for Cloudflare's edge and connector: brings a connection to where the fake
 * account routes its hostname, when an application's policy lets the person in.
 */
final class StandInEdge implements AutoCloseable {

	private static final int REFUSED = '-';

	private final FakeCloudflare cloudflare;

	private final ServerSocket door;

	private final Queue<ConnectionResult> results = new ConcurrentLinkedQueue<>();

	StandInEdge(FakeCloudflare cloudflare) {
		this.cloudflare = cloudflare;
		try {
			this.door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread.ofVirtual().start(this::serve);
	}

	int port() {
		return this.door.getLocalPort();
	}

	/** What those met who came so far. */
	List<ConnectionResult> results() {
		return List.copyOf(this.results);
	}

	private void serve() {
		while (!this.door.isClosed()) {
			try {
				Socket caller = this.door.accept();
				Thread.ofVirtual().start(() -> answer(caller));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void answer(Socket caller) {
		try (caller) {
			String asked = line(caller.getInputStream());
			ConnectionResult result = result(List.of(asked.split(" ")));
			this.results.add(result);
			if (result.kind() != ConnectionResult.Kind.ALLOWED) {
				caller.getOutputStream().write(REFUSED);
				return;
			}
			URI service = URI.create(Objects.requireNonNull(result.service()));
			try (Socket origin = new Socket(service.getHost(), service.getPort())) {
				caller.getOutputStream().write(StandInCloudflared.OPEN);
				Thread.ofVirtual().start(() -> {
					try {
						Pipe.copy(caller.getInputStream(), origin.getOutputStream());
					}
					catch (IOException ex) {
						// the caller has gone already
					}
				});
				Pipe.copy(origin.getInputStream(), caller.getOutputStream());
			}
		}
		catch (IOException ex) {
			// the caller sees the connection end, as with the real edge
		}
	}

	/**
	 * For a person's address and a hostname, or a service token, its secret and a
	 * hostname.
	 */
	private ConnectionResult result(List<String> asked) {
		return (asked.size() == 3) ? this.cloudflare.connectAsMachine(asked.get(2), asked.get(0), asked.get(1))
				: this.cloudflare.state().connectionResult(asked.get(1), asked.get(0));
	}

	private static String line(InputStream input) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int read = input.read(); read >= 0 && read != '\n'; read = input.read()) {
			line.write(read);
		}
		return line.toString(StandardCharsets.UTF_8);
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

}

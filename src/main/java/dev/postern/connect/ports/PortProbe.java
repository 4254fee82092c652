package dev.postern.connect.ports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.connect.outbound.LateLookup;
import dev.postern.connect.outbound.Patience;
import dev.postern.connect.outbound.PublicAddresses;
import dev.postern.identity.traces.AddressText;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.PlainText;

import org.springframework.stereotype.Component;

/**
 * Tries the port of one public host. A name is looked up once, all its addresses have to
 * be public and none Cloudflare's, and the connections go to these very addresses, so
 * that a name which changes in between leads nowhere else. Nothing is said there.
 */
@Component
class PortProbe {

	/** More than any honest host has. */
	private static final int MOST_ADDRESSES = 8;

	/** As long as the line of an SSH server may be (RFC 4253). */
	private static final int LONGEST_BANNER = 255;

	private final PortGate gate;

	PortProbe(PortGate gate) {
		this.gate = gate;
	}

	/**
	 * Tries it now, all its addresses at once.
	 * @throws InvalidInput when it may not be tried, or has no address
	 */
	List<TriedAddress> attempt(PublicHost host) {
		List<InetAddress> addresses = addresses(host);
		for (InetAddress address : addresses) {
			if (!this.gate.addresses().matches(address)) {
				throw refused(host, "not-public", text(address));
			}
			if (PublicAddresses.isOfCloudflare(address)) {
				throw refused(host, "of-cloudflare", text(address));
			}
		}
		TriedAddress[] tried = new TriedAddress[addresses.size()];
		List<Thread> attempts = IntStream.range(0, tried.length)
			.mapToObj((i) -> Thread.ofVirtual().name("port-check").start(() -> tried[i] = attempt(addresses.get(i))))
			.toList();
		attempts.forEach(PortProbe::join);
		return Stream.of(tried).map(Objects::requireNonNull).toList();
	}

	private static void join(Thread attempt) {
		try {
			attempt.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while a port was tried", ex);
		}
	}

	private List<InetAddress> addresses(PublicHost host) {
		InetAddress literal = host.literal();
		if (literal != null) {
			return List.of(literal);
		}
		try {
			List<InetAddress> found = this.gate.lookup().addresses(host.text()).stream().distinct().toList();
			if (found.isEmpty()) {
				throw refused(host, "no-host");
			}
			if (found.size() > MOST_ADDRESSES) {
				throw refused(host, "too-many", found.size(), MOST_ADDRESSES);
			}
			return found;
		}
		catch (UnknownHostException ex) {
			throw refused(host, "no-host");
		}
		catch (LateLookup ex) {
			throw refused(host, "late");
		}
	}

	private TriedAddress attempt(InetAddress address) {
		try (Socket socket = new Socket(); Patience watch = new Patience(socket, this.gate.patience())) {
			try {
				socket.connect(new InetSocketAddress(address, this.gate.port()));
			}
			catch (IOException ex) {
				boolean refused = !watch.isOver() && ex instanceof ConnectException && isRefusal(ex);
				return new TriedAddress(text(address), refused ? PortResult.CLOSED : PortResult.FILTERED, null);
			}
			return new TriedAddress(text(address), PortResult.OPEN, banner(socket).orElse(null));
		}
		catch (IOException ex) {
			return new TriedAddress(text(address), PortResult.FILTERED, null);
		}
	}

	/** The system tells a connection that took too long by the same exception. */
	private static boolean isRefusal(IOException exception) {
		String said = exception.getMessage();
		return said != null && said.toLowerCase(Locale.ROOT).contains("refused");
	}

	/** The first line, however much comes and however slowly. */
	private static Optional<String> banner(Socket socket) {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		try {
			InputStream said = socket.getInputStream();
			int next = said.read();
			while (next >= 0 && next != '\n' && line.size() < LONGEST_BANNER) {
				line.write(next);
				next = said.read();
			}
		}
		catch (IOException ex) {
			return text(line);
		}
		return text(line);
	}

	private static Optional<String> text(ByteArrayOutputStream line) {
		String text = line.toString(StandardCharsets.ISO_8859_1).strip();
		return text.isEmpty() ? Optional.empty() : Optional.of(PlainText.visible(text));
	}

	private static String text(InetAddress address) {
		return AddressText.of(address.getHostAddress());
	}

	private static InvalidInput refused(PublicHost host, String why, Object... args) {
		return InvalidInput.of(PublicHost.FIELD, host.text(), "connect.ports.address." + why, args);
	}

}

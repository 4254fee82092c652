package dev.postern.connect.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import dev.postern.connect.doctor.EdgeAnswer.Reason;
import dev.postern.connect.outbound.LateLookup;
import dev.postern.connect.outbound.Patience;
import dev.postern.connect.outbound.PublicAddresses;
import dev.postern.kernel.Hostname;

import org.springframework.stereotype.Component;

/**
 * Asks a public hostname for its first page, as somebody would of whom nothing is known:
 * no cookie, no token. The hostname is resolved once, all its addresses have to be
 * public, and the connection goes to these very addresses, so that a name which changes
 * in between leads nowhere else. Nothing that it answers is followed.
 */
@Component
class EdgeProbe {

	private static final int MOST_READ = 16 * 1024;

	private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: [^\\r\\n]*)?");

	private static final Pattern ERROR = Pattern.compile("error code: (\\d{4})\\b");

	private static final String END_OF_HEAD = "\r\n\r\n";

	/** Of the addresses of a name; a hostname at the edge has a few of each kind. */
	private static final int MOST_TRIED = 3;

	private static final int LANDMARK_MILLIS = 2_000;

	private final EdgeGate gate;

	EdgeProbe(EdgeGate gate) {
		this.gate = gate;
	}

	/**
	 * Asks; that nothing was found says something of the hostname only where the portal
	 * gets out at all.
	 */
	EdgeAnswer ask(Hostname hostname) {
		EdgeAnswer answer = askAlone(hostname);
		return (isReached(answer) || getsOut()) ? answer : new EdgeAnswer.NoWayOut();
	}

	/** Whether something was there. */
	private static boolean isReached(EdgeAnswer answer) {
		return switch (answer) {
			case EdgeAnswer.Answered _, EdgeAnswer.NotPublic _ -> true;
			case EdgeAnswer.NoSuchHost _, EdgeAnswer.LookupLate _, EdgeAnswer.NoWayOut _ -> false;
			case EdgeAnswer.Silent silent -> switch (silent.reason()) {
				case TIMEOUT, REFUSED -> false;
				case TLS, NOT_HTTP -> true;
			};
		};
	}

	private EdgeAnswer askAlone(Hostname hostname) {
		List<InetAddress> addresses;
		try {
			addresses = this.gate.lookup().addresses(hostname.value());
		}
		catch (UnknownHostException ex) {
			return new EdgeAnswer.NoSuchHost();
		}
		catch (LateLookup ex) {
			return new EdgeAnswer.LookupLate();
		}
		if (addresses.isEmpty()) {
			return new EdgeAnswer.NoSuchHost();
		}
		if (!PublicAddresses.matchAll(this.gate.addresses(), addresses)) {
			return new EdgeAnswer.NotPublic();
		}
		List<InetAddress> tried = addresses.stream().limit(MOST_TRIED).toList();
		Duration share = this.gate.patience().dividedBy(tried.size());
		EdgeAnswer answer = ask(hostname, tried.getFirst(), share);
		for (int i = 1; i < tried.size() && !isReached(answer); i++) {
			answer = ask(hostname, tried.get(i), share);
		}
		return answer;
	}

	private EdgeAnswer ask(Hostname hostname, InetAddress address, Duration patience) {
		try (Socket socket = new Socket(); Patience watch = new Patience(socket, patience)) {
			try {
				socket.connect(new InetSocketAddress(address, this.gate.port()));
				return talk(socket, hostname);
			}
			catch (SSLException ex) {
				return new EdgeAnswer.Silent(watch.isOver() ? Reason.TIMEOUT : Reason.TLS);
			}
			catch (IOException ex) {
				return new EdgeAnswer.Silent(watch.isOver() ? Reason.TIMEOUT : Reason.REFUSED);
			}
		}
		catch (IOException ex) {
			return new EdgeAnswer.Silent(Reason.REFUSED);
		}
	}

	/** Whether anything of Cloudflare's edge takes a connection. */
	private boolean getsOut() {
		return this.gate.landmarks().stream().anyMatch(this::isLandmarkReached);
	}

	private boolean isLandmarkReached(String landmark) {
		try {
			List<InetAddress> addresses = this.gate.lookup().addresses(landmark);
			return PublicAddresses.matchAll(this.gate.addresses(), addresses)
					&& addresses.stream().limit(MOST_TRIED).anyMatch(this::takesConnection);
		}
		catch (IOException ex) {
			return false;
		}
	}

	private boolean takesConnection(InetAddress address) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(address, this.gate.port()), LANDMARK_MILLIS);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private EdgeAnswer talk(Socket plain, Hostname hostname) throws IOException {
		try (SSLSocket socket = (SSLSocket) this.gate.tls()
			.get()
			.createSocket(plain, hostname.value(), this.gate.port(), true)) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setServerNames(List.of(new SNIHostName(hostname.value())));
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			socket.setSSLParameters(parameters);
			socket.startHandshake();
			socket.getOutputStream().write("""
					GET / HTTP/1.1\r
					Host: %s\r
					User-Agent: Postern\r
					Accept: */*\r
					Connection: close\r
					\r
					""".formatted(hostname).getBytes(StandardCharsets.US_ASCII));
			return read(start(socket.getInputStream()));
		}
	}

	/** The head, and of an error as much as comes with it. */
	private static String start(InputStream answer) throws IOException {
		ByteArrayOutputStream start = new ByteArrayOutputStream();
		byte[] part = new byte[MOST_READ];
		int length = answer.read(part);
		while (length > 0) {
			start.write(part, 0, length);
			String text = start.toString(StandardCharsets.ISO_8859_1);
			boolean enough = text.contains(END_OF_HEAD) && (!mayTellAnError(text) || ERROR.matcher(text).find());
			length = (enough || start.size() >= MOST_READ) ? 0 : answer.read(part, 0, MOST_READ - start.size());
		}
		return start.toString(StandardCharsets.ISO_8859_1);
	}

	private static boolean mayTellAnError(String text) {
		return text.startsWith("4", "HTTP/1.1 ".length()) || text.startsWith("5", "HTTP/1.1 ".length());
	}

	private static EdgeAnswer read(String answer) {
		int end = answer.indexOf(END_OF_HEAD);
		List<String> head = ((end < 0) ? answer : answer.substring(0, end)).lines().toList();
		Matcher status = STATUS.matcher(head.isEmpty() ? "" : head.getFirst());
		if (end < 0 || !status.matches()) {
			return new EdgeAnswer.Silent(Reason.NOT_HTTP);
		}
		Matcher error = ERROR.matcher(answer.substring(end));
		return new EdgeAnswer.Answered(Integer.parseInt(status.group(1)), header(head, "cf-ray").isPresent(),
				header(head, "location").map(LoginRedirect::of).orElse(null),
				error.find() ? Integer.valueOf(error.group(1)) : null);
	}

	private static Optional<String> header(List<String> head, String name) {
		return head.stream()
			.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
			.map((line) -> line.substring(name.length() + 1).strip())
			.findFirst();
	}

}

package dev.postern.connect;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Stands in for {@code cloudflared access ssh --hostname H}: asks the edge's stand-in for
 * the hostname and pipes bytes, or fails as cloudflared does. The first two arguments are
 * the port of the edge and the person who has logged in; the rest is cloudflared's. With
 * a service token in the environment it is a machine that shows it.
 */
public final class StandInCloudflared {

	/** What the edge answers before the bytes of the service. */
	static final int OPEN = '+';

	private StandInCloudflared() {
	}

	public static void main(String[] args) throws IOException {
		List<String> asked = List.of(args).subList(2, args.length);
		if (asked.size() != 4 || !asked.subList(0, 3).equals(List.of("access", "ssh", "--hostname"))) {
			System.err.println("Incorrect Usage: " + asked);
			System.exit(255);
		}
		try (Socket edge = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))) {
			OutputStream upstream = edge.getOutputStream();
			upstream.write((shown(args[1]) + " " + asked.get(3) + "\n").getBytes(StandardCharsets.UTF_8));
			if (edge.getInputStream().read() != OPEN) {
				System.err.println("websocket: bad handshake");
				System.exit(1);
			}
			Thread.startVirtualThread(() -> Pipe.copy(System.in, upstream));
			Pipe.copy(edge.getInputStream(), new BufferedOutputStream(System.out));
		}
		System.exit(0);
	}

	private static String shown(String person) {
		String id = System.getenv("TUNNEL_SERVICE_TOKEN_ID");
		String secret = System.getenv("TUNNEL_SERVICE_TOKEN_SECRET");
		return (id != null && secret != null) ? id + " " + secret : person;
	}

}

package dev.postern.connect.ports;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/**
 * One look at port 22 of a server, as it is kept.
 *
 * @param address the address or name that was given
 * @param addresses all addresses behind it
 * @param by who asked for it
 */
public record PortCheck(UUID id, ServerId server, Instant at, String address, PortResult result,
		List<TriedAddress> addresses, String by) {

	/** How long a connection by that port shows that Postern gets out by it. */
	private static final Duration SHOWS = Duration.ofDays(30);

	public PortCheck {
		addresses = List.copyOf(addresses);
	}

	/**
	 * Whether it was the server that did or did not let Postern in: a firewall on the way
	 * out refuses, too, or says nothing.
	 * @param opened the newest connection to any server; {@code null} for none
	 */
	public boolean isCertain(@Nullable PortCheck opened) {
		return this.result == PortResult.OPEN || (opened != null && opened.at.isAfter(this.at.minus(SHOWS)));
	}

}

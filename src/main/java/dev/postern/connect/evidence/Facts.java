package dev.postern.connect.evidence;

import java.time.Instant;
import java.util.List;

import dev.postern.connect.ports.PortCheck;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.ServerTrace;
import dev.postern.servers.LastLogins.FirstLogin;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored of a server and bears on the order.
 *
 * @param tunnel the tunnel that it is on; {@code null} when it was removed
 * @param ruleVersion the configuration that brought its rule; {@code null} when that is
 * not known
 * @param ports the port checks, the newest first
 * @param opened the newest check of any server whose port was open; {@code null} for none
 */
record Facts(EvidencedServer subject, ServerTrace trace, @Nullable TunnelId tunnel, @Nullable Integer ruleVersion,
		FirstLogin login, List<PortCheck> ports, @Nullable PortCheck opened) {

	Facts {
		ports = List.copyOf(ports);
	}

	/** Whether all runs that the server had are kept. */
	boolean allRunsKept() {
		return !this.subject().registered().isBefore(this.trace().runsSince());
	}

	/** Whether it had its hostname of now at a time. */
	boolean isOfHostname(Instant at) {
		Instant renamed = this.subject().renamed();
		return renamed == null || !at.isBefore(renamed);
	}

}

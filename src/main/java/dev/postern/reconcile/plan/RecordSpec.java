package dev.postern.reconcile.plan;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;

/**
 * What a DNS record says.
 *
 * @param ttl seconds; 1 means automatic
 */
public record RecordSpec(String type, String name, String content, boolean proxied, int ttl, @Nullable String comment) {

	private static final int AUTOMATIC = 1;

	/** The record that leads a hostname to a tunnel. */
	public static RecordSpec to(TunnelId tunnel, Hostname hostname, ServerId server) {
		return new RecordSpec("CNAME", hostname.value(), target(tunnel), true, AUTOMATIC, mark(server));
	}

	/** The comment by which a record of ours is known again. */
	public static String mark(ServerId server) {
		return "postern:" + server;
	}

	/** Whether it leads to a tunnel, be it on Cloudflare's way or past it. */
	public boolean leadsTo(TunnelId tunnel) {
		return this.type.equals("CNAME") && this.content.equalsIgnoreCase(target(tunnel));
	}

	/** Whether no CNAME of ours can stand beside it. */
	boolean excludesCname() {
		return switch (this.type) {
			case "A", "AAAA", "CNAME", "NS" -> true;
			default -> false;
		};
	}

	private static String target(TunnelId tunnel) {
		return tunnel + ".cfargotunnel.com";
	}

}

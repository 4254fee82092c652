package dev.postern.tunnels.lifecycle;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.TunnelNotFound;

import org.springframework.stereotype.Component;

/** Reads a tunnel right before something is done with it. */
@Component
public class TunnelAccess {

	private final Cloudflare cloudflare;

	TunnelAccess(Cloudflare cloudflare) {
		this.cloudflare = cloudflare;
	}

	/**
	 * One that Postern can deal with.
	 * @throws TunnelNotFound when there is none, or not any more
	 * @throws TunnelReadsFile when it is not remotely managed
	 * @throws CloudflareException when that is not known
	 */
	public KnownTunnel managed(TunnelId id) {
		KnownTunnel tunnel = read(id);
		if (tunnel.deleted()) {
			throw new TunnelNotFound(id);
		}
		if (!tunnel.remotelyManaged()) {
			throw new TunnelReadsFile(id);
		}
		return tunnel;
	}

	/** Whether Cloudflare says that it is gone. */
	boolean isGone(TunnelId id) {
		try {
			return read(id).deleted();
		}
		catch (TunnelNotFound ex) {
			return true;
		}
		catch (CloudflareException ex) {
			return false;
		}
	}

	/**
	 * As it is now, a deleted one too.
	 * @throws TunnelNotFound when there never was one, as far as Cloudflare tells
	 * @throws CloudflareException when that is not known
	 */
	KnownTunnel read(TunnelId id) {
		try {
			return KnownTunnel.of(this.cloudflare.tunnel(id));
		}
		catch (CloudflareException.Missing ex) {
			throw new TunnelNotFound(id);
		}
	}

}

package dev.postern.reconcile;

import java.util.function.Supplier;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.reconcile.OwnedResource.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Our word in the ledger that a thing may come to exist. It is taken back only when
 * Cloudflare surely did nothing; after a lost answer it stays, for the next look to
 * settle.
 */
record Claim(Ledger ledger, Kind kind, TunnelId tunnel, Hostname hostname) {

	void make(ServerId server, @Nullable ZoneId zone) {
		this.ledger.claim(this.kind, this.tunnel, this.hostname, server, zone);
	}

	void own(@Nullable String remoteId) {
		this.ledger.own(this.kind, this.tunnel, this.hostname, remoteId);
	}

	<T> T releasedIfNotDone(Supplier<T> making) {
		try {
			return making.get();
		}
		catch (CloudflareException ex) {
			releaseIfNotDone(ex);
			throw ex;
		}
	}

	void releaseIfNotDone(CloudflareException exception) {
		if (surelyNotDone(exception)) {
			this.ledger.release(this.kind, this.tunnel, this.hostname);
		}
	}

	static boolean surelyNotDone(CloudflareException exception) {
		return switch (exception) {
			case CloudflareException.Unavailable ex -> false;
			case CloudflareException.Throttled ex -> true;
			case CloudflareException.Unauthorized ex -> true;
			case CloudflareException.Missing ex -> true;
			case CloudflareException.Rejected ex -> true;
		};
	}

}

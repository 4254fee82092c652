package dev.postern.reconcile.plan;

import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An Access application as it stands.
 *
 * @param server whose it is; {@code null} for a foreign one
 * @param hostname what it was made for, whatever it protects by now; {@code null} for a
 * foreign one
 * @param body the whole object, so that what Postern does not settle survives a change
 */
public record ObservedApp(AccessAppId id, String aud, Ownership ownership, @Nullable ServerId server,
		@Nullable Hostname hostname, ApplicationSpec spec, ObjectNode body) {

	boolean isOursFor(Hostname hostname) {
		return this.ownership == Ownership.OURS && hostname.equals(this.hostname);
	}

	/** Whether it concerns the hostname: made for it, or in front of it. */
	boolean concerns(Hostname hostname) {
		return hostname.equals(this.hostname) || this.spec.covers(hostname);
	}

	boolean protects(Hostname hostname) {
		return this.spec.covers(hostname) && this.spec.protects();
	}

}

package dev.postern.reconcile.plan;

import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of a rule of ours in a tunnel.
 *
 * @param service where it led when we wrote it last; {@code null} when that is not known
 */
public record OwnedRule(ServerId server, @Nullable String service) {

	/** Whether requests come to the server by it, and not to a refusal. */
	boolean leadsToServer() {
		return this.service == null || !this.service.startsWith(IngressRule.REFUSAL);
	}

}

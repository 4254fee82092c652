package dev.postern.reconcile.plan;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.ZoneId;

/**
 * One server as it shall be reachable.
 *
 * @param service where the connector finds it, for example {@code ssh://10.0.0.5:22}
 * @param enforceAtConnector whether the connector checks Access' token once more
 */
public record DesiredServer(ServerId server, Hostname hostname, ZoneId zone, String service, boolean enforceAtConnector,
		ApplicationSpec application) {

	/** The same with an application of another type. */
	public DesiredServer ofType(String type) {
		return new DesiredServer(this.server, this.hostname, this.zone, this.service, this.enforceAtConnector,
				this.application.ofType(type));
	}

}

package dev.postern.fake.edge;

import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;

/**
 * Where a hostname leads and what stands in front of it.
 *
 * @param tunnel the tunnel that DNS points at; {@code null} when there is no such record
 * @param service of the first matching rule; {@code null} when the tunnel is gone or has
 * no rules
 * @param connected whether a connector runs
 * @param app the application in front of it; {@code null} for none
 * @param guarded whether that application lets in only whom an allow policy names
 */
public record Exposure(String hostname, @Nullable TunnelId tunnel, @Nullable String service, boolean connected,
		@Nullable AccessAppId app, boolean guarded) {

	/**
	 * Whether a connection gets as far as a service, a rule that only answers a status
	 * aside.
	 */
	public boolean isRouted() {
		return this.service != null && !this.service.startsWith("http_status:");
	}

	/** Whether everybody on the internet gets through. */
	public boolean isOpen() {
		return isRouted() && this.app == null;
	}

}

package dev.postern.cloudflare.budget;

import java.time.Duration;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.RequestPriority;

/** Decides whether a request may be sent now (I8). */
public interface RequestBudget {

	/**
	 * Takes one request out of the budget, after a short wait if need be.
	 * @throws CloudflareException.Throttled when there is none left for work of this
	 * kind; nothing was taken then
	 */
	void take(RequestPriority priority);

	/** Lets nobody send anything for a while, since Cloudflare asks for it. */
	void pauseFor(Duration duration);

}

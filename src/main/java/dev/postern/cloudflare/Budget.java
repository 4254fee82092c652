package dev.postern.cloudflare;

import java.time.Duration;

/** Decides whether a request may be sent now (I8). */
interface Budget {

	/**
	 * Takes one request out of the budget, after a short wait if need be.
	 * @throws CloudflareException.Throttled when there is none left for work of this
	 * kind; nothing was taken then
	 */
	void take(Work work);

	/** Lets nobody send anything for a while, since Cloudflare asks for it. */
	void close(Duration duration);

}

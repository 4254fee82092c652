package dev.postern.fake.edge;

import org.jspecify.annotations.Nullable;

/**
 * How an attempt to connect ends.
 *
 * @param service where the connection goes when it is let through
 * @param reason for people
 */
public record ConnectionResult(Kind kind, @Nullable String service, String reason) {

	public boolean letsIn() {
		return this.kind == Kind.OPEN || this.kind == Kind.ALLOWED;
	}

	/** The kinds of results. */
	public enum Kind {

		/** There is no DNS record, tunnel, connector or rule for the hostname. */
		NO_ROUTE,

		/** No application stands in front: everybody gets through. */
		OPEN,

		ALLOWED,

		REFUSED

	}

}

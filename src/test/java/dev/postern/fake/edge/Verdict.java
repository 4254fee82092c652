package dev.postern.fake.edge;

import org.jspecify.annotations.Nullable;

/**
 * What somebody who wants to connect meets.
 *
 * @param service where the connection goes when it is let through
 * @param reason for people
 */
public record Verdict(Kind kind, @Nullable String service, String reason) {

	public boolean letsIn() {
		return this.kind == Kind.OPEN || this.kind == Kind.ALLOWED;
	}

	/** The sorts of verdicts. */
	public enum Kind {

		/** There is no DNS record, tunnel, connector or rule for the hostname. */
		NO_ROUTE,

		/** No application stands in front: everybody gets through. */
		OPEN,

		ALLOWED,

		REFUSED

	}

}

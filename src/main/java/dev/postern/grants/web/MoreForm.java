package dev.postern.grants.web;

import dev.postern.grants.GrantRequest;
import org.jspecify.annotations.Nullable;

/** What somebody typed who asks for more time. */
record MoreForm(@Nullable String duration, @Nullable String reason) {

	static final MoreForm EMPTY = new MoreForm(null, null);

	GrantRequest request() {
		return new GrantRequest(null, null, this.reason, null, this.duration, null);
	}

}

package dev.postern.cloudflare.model;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How something is set at Cloudflare, which does not always say. */
public enum Setting {

	ON, OFF, UNKNOWN;

	/** What is absent or no truth value tells nothing. */
	public static Setting of(@Nullable JsonNode value) {
		if (value == null || !value.isBoolean()) {
			return UNKNOWN;
		}
		return value.booleanValue() ? ON : OFF;
	}

}

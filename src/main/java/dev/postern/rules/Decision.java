package dev.postern.rules;

import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The action of a policy, in Cloudflare's words. */
public enum Decision {

	ALLOW("allow"), DENY("deny"), NON_IDENTITY("non_identity"), BYPASS("bypass");

	private final String wire;

	Decision(String wire) {
		this.wire = wire;
	}

	@JsonCreator
	public static Decision of(String wire) {
		return Arrays.stream(values())
			.filter((decision) -> decision.wire.equals(wire))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("not a decision: '%s'".formatted(wire)));
	}

	@JsonValue
	public String wire() {
		return this.wire;
	}

	/** Whether a policy with this decision lets in whoever it matches. */
	public boolean letsIn() {
		return switch (this) {
			case ALLOW, NON_IDENTITY, BYPASS -> true;
			case DENY -> false;
		};
	}

	/**
	 * Whether Cloudflare asks for a login before it evaluates the policy. Policies that
	 * need no login are evaluated first.
	 */
	public boolean asksForLogin() {
		return switch (this) {
			case ALLOW, DENY -> true;
			case NON_IDENTITY, BYPASS -> false;
		};
	}

}

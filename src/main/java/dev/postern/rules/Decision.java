package dev.postern.rules;

import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a policy does with those whom it matches, in Cloudflare's words. */
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

	/** Whether it lets those in whom a policy matches. */
	public boolean letsIn() {
		return switch (this) {
			case ALLOW, NON_IDENTITY, BYPASS -> true;
			case DENY -> false;
		};
	}

	/** Whether people are asked who they are before; the others are asked first. */
	public boolean asksForLogin() {
		return switch (this) {
			case ALLOW, DENY -> true;
			case NON_IDENTITY, BYPASS -> false;
		};
	}

}

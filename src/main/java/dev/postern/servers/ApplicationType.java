package dev.postern.servers;

import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Which kind of Access application protects a server. */
public enum ApplicationType {

	/** With a terminal in the browser; takes only allow and deny policies. */
	SSH("ssh"),
	/** Takes service tokens too. */
	SELF_HOSTED("self_hosted");

	private final String wire;

	ApplicationType(String wire) {
		this.wire = wire;
	}

	@JsonCreator
	public static ApplicationType of(String wire) {
		return Arrays.stream(values())
			.filter((type) -> type.wire.equals(wire))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("not an application type: '%s'".formatted(wire)));
	}

	@JsonValue
	public String wire() {
		return this.wire;
	}

}

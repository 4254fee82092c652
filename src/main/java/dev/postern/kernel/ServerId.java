package dev.postern.kernel;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a registered server; Postern gives it out. */
public record ServerId(@JsonValue UUID value) implements Comparable<ServerId> {

	@JsonCreator
	public static ServerId of(String text) {
		return new ServerId(UUID.fromString(text));
	}

	@Override
	public int compareTo(ServerId other) {
		return toString().compareTo(other.toString());
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}

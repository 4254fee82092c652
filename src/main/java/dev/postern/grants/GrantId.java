package dev.postern.grants;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a grant; Postern gives it out. */
public record GrantId(@JsonValue UUID value) {

	@JsonCreator
	public static GrantId of(String text) {
		return new GrantId(UUID.fromString(text));
	}

	static GrantId random() {
		return new GrantId(UUID.randomUUID());
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}

package dev.postern.identity;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a person who has signed in at least once; Postern gives it out. */
public record PersonId(@JsonValue UUID value) {

	@JsonCreator
	public static PersonId of(String text) {
		return new PersonId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}

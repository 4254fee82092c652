package dev.postern.servicetokens;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a service token that Postern made, from before Cloudflare gives it an id of its
 * own.
 */
public record ManagedTokenId(@JsonValue UUID value) {

	@JsonCreator
	public static ManagedTokenId of(String text) {
		return new ManagedTokenId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}

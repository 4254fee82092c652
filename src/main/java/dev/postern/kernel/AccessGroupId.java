package dev.postern.kernel;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names an Access group at Cloudflare. */
public record AccessGroupId(@JsonValue UUID value) {

	@JsonCreator
	public static AccessGroupId of(String text) {
		return new AccessGroupId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}

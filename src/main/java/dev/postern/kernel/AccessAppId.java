package dev.postern.kernel;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names an Access application; Cloudflare gives it out. */
public record AccessAppId(@JsonValue UUID value) implements Comparable<AccessAppId> {

	@JsonCreator
	public static AccessAppId of(String text) {
		return new AccessAppId(UUID.fromString(text));
	}

	@Override
	public int compareTo(AccessAppId other) {
		return toString().compareTo(other.toString());
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}

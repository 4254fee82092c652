package dev.postern.kernel;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a service token, as policies do; Cloudflare gives it out. It is not the client
 * id, which the machine shows.
 */
public record ServiceTokenId(@JsonValue UUID value) implements Comparable<ServiceTokenId> {

	@JsonCreator
	public static ServiceTokenId of(String text) {
		return new ServiceTokenId(UUID.fromString(text));
	}

	@Override
	public int compareTo(ServiceTokenId other) {
		return toString().compareTo(other.toString());
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}

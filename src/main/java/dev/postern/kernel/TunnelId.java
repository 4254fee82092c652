package dev.postern.kernel;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a tunnel; Cloudflare gives it out. */
public record TunnelId(@JsonValue UUID value) implements Comparable<TunnelId> {

	@JsonCreator
	public static TunnelId of(String text) {
		return new TunnelId(UUID.fromString(text));
	}

	@Override
	public int compareTo(TunnelId other) {
		return toString().compareTo(other.toString());
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}

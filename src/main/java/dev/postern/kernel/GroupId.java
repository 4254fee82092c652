package dev.postern.kernel;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a rule group that Postern keeps; Postern gives it out. */
public record GroupId(@JsonValue UUID value) implements Comparable<GroupId> {

	@JsonCreator
	public static GroupId of(String text) {
		return new GroupId(UUID.fromString(text));
	}

	@Override
	public int compareTo(GroupId other) {
		return toString().compareTo(other.toString());
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}

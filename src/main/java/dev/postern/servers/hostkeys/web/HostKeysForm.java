package dev.postern.servers.hostkeys.web;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What was pasted. Its text is not said again in a log.
 *
 * @param revision the change that the page has shown; 0 before the first
 * @param confirmed whether somebody has compared the fingerprints
 */
record HostKeysForm(@Nullable String keys, @Nullable Long revision, @Nullable Boolean confirmed) {

	static final HostKeysForm EMPTY = new HostKeysForm("", null, null);

	String text() {
		return Objects.requireNonNullElse(this.keys, "");
	}

	boolean isConfirmed() {
		return Boolean.TRUE.equals(this.confirmed);
	}

	@Override
	public String toString() {
		return "HostKeysForm[***]";
	}

}

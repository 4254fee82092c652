package dev.postern.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

/** The query of an address, put together; values that are not there are left out. */
public final class QueryString {

	private final StringJoiner pairs = new StringJoiner("&", "?", "").setEmptyValue("");

	public QueryString add(String name, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			this.pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
		}
		return this;
	}

	public QueryString add(String name, Collection<String> values) {
		values.forEach((value) -> add(name, value));
		return this;
	}

	/** With the question mark; empty when nothing was added. */
	@Override
	public String toString() {
		return this.pairs.toString();
	}

}

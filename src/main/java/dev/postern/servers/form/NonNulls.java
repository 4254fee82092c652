package dev.postern.servers.form;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Drops the nulls that indexes which a form did not send leave in its lists. */
final class NonNulls {

	private NonNulls() {
	}

	static <T> List<T> in(@Nullable List<T> list) {
		return (list != null) ? list.stream().filter(Objects::nonNull).toList() : List.of();
	}

}

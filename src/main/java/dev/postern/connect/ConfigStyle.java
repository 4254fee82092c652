package dev.postern.connect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a person keeps what Postern writes. */
public enum ConfigStyle {

	/** A file of its own, which the person's ssh config includes. */
	INCLUDE,

	/**
	 * A marked part of the person's ssh config, for programs that read no included files.
	 */
	INLINE;

	public static Optional<ConfigStyle> of(String code) {
		return Arrays.stream(values()).filter((style) -> style.code().equalsIgnoreCase(code.strip())).findFirst();
	}

	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}

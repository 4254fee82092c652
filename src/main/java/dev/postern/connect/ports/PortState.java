package dev.postern.connect.ports;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** What is known of port 22 of a server. */
public enum PortState {

	/** It takes connections from the internet. */
	OPEN,
	/**
	 * It took no connection, and nobody can tell whether Postern gets out by that port at
	 * all.
	 */
	DOUBTFUL,
	/** Nobody has tried it yet. */
	NOT_CHECKED,
	/** Nothing came back, while Postern got through by that port elsewhere. */
	SILENT,
	/** It refuses connections. */
	CLOSED;

	static PortState of(@Nullable PortCheck newest, @Nullable PortCheck opened) {
		if (newest == null) {
			return NOT_CHECKED;
		}
		if (!newest.isCertain(opened)) {
			return DOUBTFUL;
		}
		return switch (newest.result()) {
			case OPEN -> OPEN;
			case CLOSED -> CLOSED;
			case FILTERED -> SILENT;
		};
	}

	/** Those that want somebody come first. */
	public int rank() {
		return List.of(values()).indexOf(this);
	}

	/** Names its texts. */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Whether people can leave it as it is. */
	public boolean isShut() {
		return this == SILENT || this == CLOSED;
	}

}

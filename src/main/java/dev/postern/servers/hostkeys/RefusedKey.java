package dev.postern.servers.hostkeys;

import java.util.List;

import dev.postern.kernel.stored.MalformedValue;

/** A key that cannot be pinned; names the text that says why and what would be right. */
class RefusedKey extends MalformedValue {

	private static final long serialVersionUID = 1L;

	private final String code;

	private final transient List<Object> args;

	RefusedKey(String code, Object... args) {
		super("not a host key: " + code);
		this.code = code;
		this.args = List.of(args);
	}

	String code() {
		return this.code;
	}

	List<Object> args() {
		return this.args;
	}

}

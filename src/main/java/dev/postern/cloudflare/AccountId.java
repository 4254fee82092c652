package dev.postern.cloudflare;

import java.util.regex.Pattern;

/** Names the Cloudflare account; usually 32 hexadecimal digits. */
record AccountId(String value) {

	private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	AccountId {
		if (!SHAPE.matcher(value).matches()) {
			throw new IllegalArgumentException("not an account id: '%s'".formatted(value));
		}
	}

	/** By this method Spring sees that the id has a text form and puts it into paths. */
	public static AccountId of(String text) {
		return new AccountId(text);
	}

	@Override
	public String toString() {
		return this.value;
	}

}

package dev.postern.connect;

import java.util.regex.Pattern;

import dev.postern.kernel.ServerId;

/**
 * A server as an ssh config names it. The values may be anything; {@link #writable()}
 * says whether they can stand in a config and mean nothing but themselves (I12).
 *
 * @param condition what else has to hold, in words; empty when nothing does
 */
public record SshHost(ServerId id, String alias, String hostname, String loginUser, String condition) {

	private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");

	private static final Pattern HOSTNAME = Pattern
		.compile("(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

	/**
	 * Names, also behind a domain and a backslash, with a domain behind an {@code @}, or
	 * with a {@code $} at the end. No version of ssh takes any of that for more than it
	 * is; a backslash in front of a letter stands for itself.
	 */
	private static final Pattern LOGIN_USER = Pattern
		.compile("(?=.{1,128}$)(?:(?:NAME\\\\)?NAME\\$?|NAME@NAME)".replace("NAME", "[A-Za-z0-9_][A-Za-z0-9._+-]*"));

	/** Whether every value is on its field's list of what is allowed. */
	public boolean writable() {
		return ALIAS.matcher(this.alias).matches() && HOSTNAME.matcher(this.hostname).matches()
				&& LOGIN_USER.matcher(this.loginUser).matches();
	}

}

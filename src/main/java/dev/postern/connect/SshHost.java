package dev.postern.connect;

import java.util.List;
import java.util.regex.Pattern;

import dev.postern.kernel.ServerId;
import dev.postern.servers.hostkeys.HostKey;
import dev.postern.servers.hostkeys.PinnedKeys;
import org.jspecify.annotations.Nullable;

/**
 * A server as an ssh config names it. The values may be anything; {@link #writable()}
 * says whether they can stand in a config and mean nothing but themselves (I12).
 *
 * @param condition what else has to hold, in words; empty when nothing does
 * @param identityFile the key that the person chose; {@code null} for the one of the
 * config
 * @param application tells the Access application of today from those that were before;
 * empty when there is none
 * @param hostKeys by which ssh knows it; {@code null} when none were ever pinned
 * @param authority tells the authority that signs certificates for it from others; empty
 * when there is none
 */
public record SshHost(ServerId id, String alias, String hostname, String loginUser, String condition,
		@Nullable IdentityFile identityFile, boolean forwardAgent, String application, @Nullable PinnedKeys hostKeys,
		String authority) {

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

	/** Of applications and authorities. */
	private static final Pattern MARK = Pattern.compile("(?:[0-9a-f]{12})?");

	public SshHost(ServerId id, String alias, String hostname, String loginUser, String condition) {
		this(id, alias, hostname, loginUser, condition, null, false, "", null, "");
	}

	public static boolean takesLoginUser(String user) {
		return LOGIN_USER.matcher(user).matches();
	}

	/** Whether every value is on its field's list of what is allowed. */
	public boolean writable() {
		return ALIAS.matcher(this.alias).matches() && HOSTNAME.matcher(this.hostname).matches()
				&& takesLoginUser(this.loginUser) && MARK.matcher(this.application).matches()
				&& MARK.matcher(this.authority).matches() && (this.hostKeys == null || this.hostKeys.readable());
	}

	/** Whether people log in with short-lived certificates, too. */
	public boolean takesCertificates() {
		return !this.authority.isEmpty();
	}

	/** Whether ssh is to take no key but those that are pinned. */
	public boolean isPinned() {
		return !keys().isEmpty();
	}

	List<HostKey> keys() {
		return (this.hostKeys != null) ? this.hostKeys.keys() : List.of();
	}

	/** Tells these keys from others; empty for none. */
	public String keyMark() {
		return (this.hostKeys != null) ? this.hostKeys.mark() : "";
	}

}

package dev.postern.fake.api;

import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who is behind a credential.
 *
 * @param kind what was shown
 * @param id the token's id, or the e-mail address of a key
 * @param zones the zones that the token is limited to; {@code null} for all
 */
public record Caller(Kind kind, String id, Set<Permission> permissions, @Nullable Set<String> zones) {

	public static Caller somebodyElse() {
		return new Caller(Kind.KEY, "somebody else", EnumSet.allOf(Permission.class), null);
	}

	public boolean maySee(String zone) {
		return this.zones == null || this.zones.contains(zone);
	}

	/** The rate limit is shared by all credentials of a user. */
	public String budget() {
		return (this.kind == Kind.ACCOUNT_TOKEN) ? this.id : "user";
	}

	/** The sort of credential. */
	public enum Kind {

		USER_TOKEN, ACCOUNT_TOKEN, KEY

	}

}

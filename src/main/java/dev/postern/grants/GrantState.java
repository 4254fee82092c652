package dev.postern.grants;

import java.util.EnumSet;
import java.util.Set;

/** How far a grant is. The database knows the same ways from one to the next. */
public enum GrantState {

	/** Waits for those who decide. */
	ASKED,

	/** Will begin at its start. */
	APPROVED,

	/** Lets the person in. */
	ACTIVE,

	/** Somebody said no, or at its start it was found that it may not begin. */
	REFUSED,

	/** The person took it back before it began. */
	WITHDRAWN,

	/** Its time ran out, or that of those who were to decide. */
	EXPIRED,

	/** The person ended it early. */
	ENDED,

	/** Somebody else took it away. */
	REVOKED;

	/** Those in which something is still to come. */
	public static final Set<GrantState> OPEN = Set.of(ASKED, APPROVED, ACTIVE);

	public boolean open() {
		return OPEN.contains(this);
	}

	boolean mayBecome(GrantState next) {
		return switch (this) {
			case ASKED -> EnumSet.of(APPROVED, REFUSED, WITHDRAWN, EXPIRED).contains(next);
			case APPROVED -> EnumSet.of(ACTIVE, REFUSED, WITHDRAWN, EXPIRED, REVOKED).contains(next);
			case ACTIVE -> EnumSet.of(EXPIRED, ENDED, REVOKED).contains(next);
			case REFUSED, WITHDRAWN, EXPIRED, ENDED, REVOKED -> false;
		};
	}

}

package dev.postern.connect.reachability;

import dev.postern.rules.evaluation.Access;

/** Whether somebody gets in, in one word. */
public enum AccessVerdict {

	ALLOWED, DEPENDS, DENIED;

	public static AccessVerdict of(Access access) {
		return switch (access) {
			case Access.Allowed _ -> ALLOWED;
			case Access.Depends _ -> DEPENDS;
			case Access.Denied _ -> DENIED;
		};
	}

	/** A sort key that puts those who get in first, then those who may. */
	public String sortKey() {
		return switch (this) {
			case ALLOWED -> "1";
			case DEPENDS -> "2";
			case DENIED -> "3";
		};
	}

}

package dev.postern.identity;

import java.util.Arrays;
import java.util.Optional;

/** What somebody does in the portal; settings say who has which. */
public enum Role {

	/** Registers servers and decides who may reach them. */
	ADMIN,

	/** Reads logins and changes, changes nothing. */
	AUDITOR,

	/** Reaches servers; everybody who has no other role. */
	DEVELOPER;

	/** The role of this name; empty for a name that is none. */
	static Optional<Role> of(String name) {
		return Arrays.stream(values()).filter((role) -> role.name().equals(name)).findFirst();
	}

}

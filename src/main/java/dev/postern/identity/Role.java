package dev.postern.identity;

/** What somebody does in the portal; settings say who has which. */
public enum Role {

	/** Registers servers and decides who may reach them. */
	ADMIN,

	/** Reads logins and changes, changes nothing. */
	AUDITOR,

	/** Reaches servers; everybody who has no other role. */
	DEVELOPER

}

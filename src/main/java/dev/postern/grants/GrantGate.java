package dev.postern.grants;

/** Whether anything that is granted would be done; told by the room that does it. */
public interface GrantGate {

	/** Not so where Postern only looks and changes nothing. */
	boolean open();

}

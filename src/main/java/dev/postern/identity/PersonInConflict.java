package dev.postern.identity;

/**
 * The address that somebody shows belongs to another person; an administrator decides who
 * that is.
 */
public class PersonInConflict extends RuntimeException {

	private static final long serialVersionUID = 1L;

	PersonInConflict() {
		super("the address belongs to another account that Postern knows; an administrator decides on the page People");
	}

}

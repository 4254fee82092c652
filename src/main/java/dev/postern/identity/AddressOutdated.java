package dev.postern.identity;

/** An access token names an address that its person has given up since it was issued. */
public class AddressOutdated extends RuntimeException {

	private static final long serialVersionUID = 1L;

	AddressOutdated() {
		super("the token names an address that its person has no more; get a new one");
	}

}

package dev.postern.connect.outbound;

import java.io.IOException;

/** DNS did not answer in time, or too many other questions wait for it. */
public final class LateLookup extends IOException {

	private static final long serialVersionUID = 1L;

	public LateLookup(String hostname) {
		super("no answer in time for " + hostname);
	}

}

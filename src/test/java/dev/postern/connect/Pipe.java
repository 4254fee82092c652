package dev.postern.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies what one side of a connection sends to the other side. */
final class Pipe {

	private static final int MOST = 16 * 1024;

	private Pipe() {
	}

	/** Copies without waiting for more than there is. */
	static void copy(InputStream from, OutputStream to) {
		byte[] buffer = new byte[MOST];
		try {
			for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
				to.write(buffer, 0, count);
				to.flush();
			}
			to.close();
		}
		catch (IOException ex) {
			// one side has gone, so there is nothing more to copy
		}
	}

}

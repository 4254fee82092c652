package dev.postern.connect.outbound;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** However slowly something answers, its connection ends after a while. */
public final class Patience implements AutoCloseable {

	private final Thread watch;

	private volatile boolean over;

	/** Begins to wait. */
	public Patience(Socket socket, Duration patience) {
		this.watch = Thread.ofVirtual().name("patience").start(() -> {
			try {
				Thread.sleep(patience);
				this.over = true;
				socket.close();
			}
			catch (InterruptedException | IOException ex) {
				Thread.currentThread().interrupt();
			}
		});
	}

	/** Whether it was closed because it took too long. */
	public boolean isOver() {
		return this.over;
	}

	@Override
	public void close() {
		this.watch.interrupt();
	}

}

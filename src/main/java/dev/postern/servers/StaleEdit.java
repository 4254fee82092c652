package dev.postern.servers;

/** Somebody else edited the server meanwhile; nothing was changed. */
public class StaleEdit extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Server current;

	public StaleEdit(Server current) {
		super("server %s is at version %d by now".formatted(current.id(), current.version()));
		this.current = current;
	}

	/** The server as it stands now. */
	public Server current() {
		return this.current;
	}

}

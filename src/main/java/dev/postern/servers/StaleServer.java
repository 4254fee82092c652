package dev.postern.servers;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else edited the server meanwhile; nothing was changed. */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "servers.stale")
public class StaleServer extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Server current;

	public StaleServer(Server current) {
		super("server %s is at version %d by now".formatted(current.id(), current.version()));
		this.current = current;
	}

	/** The server as it stands now. */
	public Server current() {
		return this.current;
	}

}

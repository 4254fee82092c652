package dev.postern.servers;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The server is being removed and can't be changed any more; nothing was changed. */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "servers.retired")
public class ServerRetired extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Server server;

	public ServerRetired(Server server) {
		super("server %s is being removed".formatted(server.id()));
		this.server = server;
	}

	public Server server() {
		return this.server;
	}

}

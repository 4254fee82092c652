package dev.postern.servers;

import dev.postern.kernel.ServerId;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** No server has this id, or not any more. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class ServerNotFound extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final ServerId id;

	public ServerNotFound(ServerId id) {
		super("no server has the id " + id);
		this.id = id;
	}

	public ServerId id() {
		return this.id;
	}

}

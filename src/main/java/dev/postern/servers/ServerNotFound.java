package dev.postern.servers;

import dev.postern.kernel.ServerId;

/** No server has this id, or not any more. */
public class ServerNotFound extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public ServerNotFound(ServerId id) {
		super("no server has the id " + id);
	}

}

package dev.postern.reconcile;

import dev.postern.servers.Server;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Nothing was forgotten, since it is not needed or not what the person has seen. */
public abstract sealed class CannotForget extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Server server;

	private CannotForget(Server server, String why) {
		super("cannot forget records of server %s: %s".formatted(server.id(), why));
		this.server = server;
	}

	public Server server() {
		return this.server;
	}

	/** The server is not being removed. */
	@ResponseStatus(code = HttpStatus.CONFLICT, reason = "reconcile.stranded.not-removed")
	public static final class NotBeingRemoved extends CannotForget {

		private static final long serialVersionUID = 1L;

		NotBeingRemoved(Server server) {
			super(server, "not being removed");
		}

	}

	/** Postern can remove by itself what it has of the server. */
	@ResponseStatus(code = HttpStatus.CONFLICT, reason = "reconcile.stranded.not-needed")
	public static final class NotNeeded extends CannotForget {

		private static final long serialVersionUID = 1L;

		NotNeeded(Server server) {
			super(server, "no zone of theirs is out of sight");
		}

	}

	/** The records are others than those that the person has seen. */
	@ResponseStatus(code = HttpStatus.CONFLICT, reason = "reconcile.stranded.stale")
	public static final class Changed extends CannotForget {

		private static final long serialVersionUID = 1L;

		Changed(Server server) {
			super(server, "others than were seen");
		}

	}

}

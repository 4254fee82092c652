package dev.postern.servers.hostkeys;

import dev.postern.kernel.ServerId;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else changed the keys meanwhile; nothing was changed. */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "servers.hostkeys.stale")
public class StaleHostKeys extends RuntimeException {

	private static final long serialVersionUID = 1L;

	StaleHostKeys(ServerId server, int revision) {
		super("the keys of server %s are at revision %d by now".formatted(server, revision));
	}

}

package dev.postern.tunnels;

import dev.postern.kernel.TunnelId;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The account has no tunnel with this id, nor ever had. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class TunnelNotFound extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public TunnelNotFound(TunnelId id) {
		super("no tunnel has the id " + id);
	}

}

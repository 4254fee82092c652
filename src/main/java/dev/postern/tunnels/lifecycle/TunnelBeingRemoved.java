package dev.postern.tunnels.lifecycle;

import dev.postern.kernel.TunnelId;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The tunnel is being removed or is gone; nothing begins to use it. */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "tunnels.being-removed")
public class TunnelBeingRemoved extends RuntimeException {

	private static final long serialVersionUID = 1L;

	TunnelBeingRemoved(TunnelId id) {
		super("tunnel %s is being removed".formatted(id));
	}

}

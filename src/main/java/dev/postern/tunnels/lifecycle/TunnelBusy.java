package dev.postern.tunnels.lifecycle;

import dev.postern.kernel.TunnelId;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else changes the tunnel just now; nothing was changed. */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "tunnels.busy")
public class TunnelBusy extends RuntimeException {

	private static final long serialVersionUID = 1L;

	TunnelBusy() {
		super("what came of asking for a tunnel is known, or may still be");
	}

	TunnelBusy(TunnelId id) {
		super("tunnel %s is being changed".formatted(id));
	}

}

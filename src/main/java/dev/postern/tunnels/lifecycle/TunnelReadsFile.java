package dev.postern.tunnels.lifecycle;

import dev.postern.kernel.TunnelId;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The tunnel reads its rules, and what it connects with, from a file on its own machine.
 */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "tunnels.reads-file")
public class TunnelReadsFile extends RuntimeException {

	private static final long serialVersionUID = 1L;

	TunnelReadsFile(TunnelId id) {
		super("tunnel %s is not remotely managed".formatted(id));
	}

}

package dev.postern.servicetokens;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Somebody else does something with the service token, or did it since it was looked at;
 * nothing was changed.
 */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "servicetokens.busy")
public class ServiceTokenBusy extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ServiceTokenBusy(ManagedTokenId id) {
		super("service token %s is busy or changed".formatted(id));
	}

}

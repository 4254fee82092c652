package dev.postern.tunnels.lifecycle;

import dev.postern.kernel.TunnelId;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The token was changed a moment ago; it was not changed again. */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "tunnels.just-rotated")
public class TokenJustRotated extends RuntimeException {

	private static final long serialVersionUID = 1L;

	TokenJustRotated(TunnelId id) {
		super("the token of tunnel %s was changed a moment ago".formatted(id));
	}

}

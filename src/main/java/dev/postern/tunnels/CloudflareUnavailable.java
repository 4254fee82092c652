package dev.postern.tunnels;

import dev.postern.cloudflare.CloudflareException;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Cloudflare can't be asked right now. Nothing is known about what was asked for, so
 * nothing may be decided on it (I3).
 */
@ResponseStatus(code = HttpStatus.SERVICE_UNAVAILABLE, reason = "tunnels.unavailable")
public class CloudflareUnavailable extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public CloudflareUnavailable(CloudflareException cause) {
		super(cause.getMessage(), cause);
	}

}

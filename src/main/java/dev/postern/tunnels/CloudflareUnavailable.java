package dev.postern.tunnels;

import java.net.URI;

import dev.postern.cloudflare.CloudflareException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Cloudflare can't be asked right now. Nothing is known about what was asked for, so
 * nothing may be decided on it (I3).
 */
@ResponseStatus(code = HttpStatus.SERVICE_UNAVAILABLE, reason = "tunnels.unavailable")
public class CloudflareUnavailable extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final @Nullable URI documentation;

	public CloudflareUnavailable(CloudflareException cause) {
		super(cause.getMessage(), cause);
		this.documentation = cause.documentation().orElse(null);
	}

	/**
	 * The page of Cloudflare's that explains its words; {@code null} when none is named.
	 */
	public @Nullable URI documentation() {
		return this.documentation;
	}

}

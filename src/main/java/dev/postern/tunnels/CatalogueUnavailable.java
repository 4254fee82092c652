package dev.postern.tunnels;

import dev.postern.cloudflare.CloudflareException;

/**
 * Cloudflare can't be asked right now which tunnels and zones there are. Nothing is known
 * about the one in question, so nothing may be decided on it (I3).
 */
public class CatalogueUnavailable extends RuntimeException {

	private static final long serialVersionUID = 1L;

	CatalogueUnavailable(CloudflareException cause) {
		super(cause.getMessage(), cause);
	}

}

package dev.postern.tunnels.lifecycle;

import java.util.List;
import java.util.Optional;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.TunnelId;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Something uses the tunnel, so it stays; nothing was changed. */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "tunnels.in-use")
public class TunnelInUse extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<TunnelUse> uses;

	TunnelInUse(TunnelId id, List<TunnelUse> uses) {
		super("tunnel %s is used %d times".formatted(id, uses.size()));
		this.uses = List.copyOf(uses);
	}

	/** Cloudflare refused to delete it. */
	TunnelInUse(TunnelId id, CloudflareException.Rejected refusal) {
		super("tunnel %s is kept by Cloudflare".formatted(id), refusal);
		this.uses = List.of();
	}

	/** What Cloudflare said; empty when it was not asked. */
	public Optional<CloudflareException> refusal() {
		return Optional.ofNullable((CloudflareException) getCause());
	}

	/** What uses it; none when only Cloudflare knows. */
	public List<TunnelUse> uses() {
		return this.uses;
	}

}

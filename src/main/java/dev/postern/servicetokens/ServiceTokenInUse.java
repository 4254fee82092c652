package dev.postern.servicetokens;

import java.util.List;
import java.util.Optional;

import dev.postern.cloudflare.CloudflareException;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** A policy names the service token, so it stays; nothing was changed. */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "servicetokens.in-use")
public class ServiceTokenInUse extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<TokenUse> uses;

	ServiceTokenInUse(ManagedTokenId id, List<TokenUse> uses) {
		super("service token %s is named by %d policies".formatted(id, uses.size()));
		this.uses = List.copyOf(uses);
	}

	/** Cloudflare refused to delete it. */
	ServiceTokenInUse(ManagedTokenId id, CloudflareException refusal) {
		super("service token %s is named at Cloudflare".formatted(id), refusal);
		this.uses = List.of();
	}

	/** What Cloudflare said; empty when it was not asked. */
	public Optional<CloudflareException> refusal() {
		return Optional.ofNullable((CloudflareException) getCause());
	}

	/** The servers whose policies name it; none when only Cloudflare knows what does. */
	public List<TokenUse> uses() {
		return this.uses;
	}

}

package dev.postern.servicetokens;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareServiceTokens;
import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.kernel.Actor;
import dev.postern.kernel.ServiceTokenId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Compares what Postern asked for with what the account holds: finds by its name what was
 * made without an answer (I4), and believes that something is gone only when a request
 * for it says so (I3). Nothing is made, changed or deleted at Cloudflare here.
 */
@Component
class TokenReconciliation {

	private static final Logger log = LoggerFactory.getLogger(TokenReconciliation.class);

	/** A token that is not listed by then was never made. */
	private static final Duration NEVER_MADE = Duration.ofMinutes(10);

	private static final Actor POSTERN = Actor.postern("servicetokens");

	private final TokenStore store;

	private final CloudflareServiceTokens tokens;

	TokenReconciliation(TokenStore store, CloudflareServiceTokens tokens) {
		this.store = store;
		this.tokens = tokens;
	}

	/**
	 * Settles what can be settled.
	 * @param listed all service tokens of the account
	 * @param at when they were asked for
	 */
	void reconcile(List<ServiceToken> listed, Instant at) {
		Map<ServiceTokenId, ServiceToken> byId = listed.stream()
			.collect(Collectors.toMap(ServiceToken::id, Function.identity()));
		for (ManagedToken managed : this.store.all()) {
			ServiceTokenId id = managed.tokenId();
			if (id == null) {
				reconcileClaim(managed, findMarked(managed, listed), at);
			}
			else if (byId.containsKey(id)) {
				reconcileListed(managed, byId.get(id));
			}
			else if (managed.goneAt() == null) {
				reconcileMissing(managed, id);
			}
		}
	}

	/** The token that was made for a claim. */
	static Optional<ServiceToken> findMarked(ManagedToken claim, List<ServiceToken> listed) {
		return listed.stream().filter((token) -> token.name().endsWith(claim.mark())).findFirst();
	}

	private void reconcileClaim(ManagedToken claim, Optional<ServiceToken> made, Instant at) {
		boolean settled = claim.createdAt().plus(TokenStore.LONGEST_REQUEST).isBefore(at);
		if (made.isPresent() && settled) {
			this.store.found(claim.id(), made.get(), POSTERN);
			log.warn("Found a service token whose secret nobody was told name={}", claim.name());
		}
		else if (made.isEmpty() && claim.createdAt().plus(NEVER_MADE).isBefore(at)) {
			this.store.dropped(claim.id(), "not_created", POSTERN);
			log.info("A service token was never made name={}", claim.name());
		}
	}

	private void reconcileListed(ManagedToken managed, ServiceToken token) {
		boolean same = managed.goneAt() == null && token.clientId().equals(managed.clientId())
				&& Optional.ofNullable(token.expiresAt()).equals(Optional.ofNullable(managed.expiresAt()))
				&& Optional.ofNullable(token.lastSeenAt()).equals(Optional.ofNullable(managed.lastSeenAt()));
		if (!same) {
			this.store.seen(managed.id(), token);
		}
	}

	private void reconcileMissing(ManagedToken managed, ServiceTokenId id) {
		try {
			this.tokens.get(id);
		}
		catch (CloudflareException.Missing ex) {
			if (managed.removalAskedAt() != null) {
				this.store.dropped(managed.id(), "deleted", POSTERN);
			}
			else {
				this.store.gone(managed.id(), POSTERN);
				log.warn("Somebody else deleted a service token name={}", managed.name());
			}
		}
	}

}

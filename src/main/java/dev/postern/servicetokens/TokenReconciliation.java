package dev.postern.servicetokens;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareServiceTokens;
import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.kernel.Actor;
import dev.postern.kernel.ServiceTokenId;
import dev.postern.servicetokens.TokenSwitch.Wanted;
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

	/** A token that is not listed by then was never made, if the list is whole. */
	static final Duration NEVER_MADE = Duration.ofMinutes(10);

	private static final Actor POSTERN = Actor.postern("servicetokens");

	private final TokenStore store;

	private final CloudflareServiceTokens tokens;

	TokenReconciliation(TokenStore store, CloudflareServiceTokens tokens) {
		this.store = store;
		this.tokens = tokens;
	}

	/**
	 * Settles what can be settled. Where the list is seen to leave out a token that
	 * exists, it tells nothing of those that were asked for without an answer.
	 * @param listed the service tokens of the account that the credentials may see
	 * @param at when they were asked for
	 */
	void reconcile(List<ServiceToken> listed, Instant at) {
		Map<ServiceTokenId, ServiceToken> byId = listed.stream()
			.collect(Collectors.toMap(ServiceToken::id, Function.identity()));
		List<ManagedToken> all = this.store.all();
		boolean complete = true;
		for (ManagedToken managed : all) {
			ServiceTokenId id = managed.tokenId();
			if (id != null && byId.containsKey(id)) {
				reconcileSeen(managed, byId.get(id), at);
			}
			else if (id != null && managed.goneAt() == null) {
				complete &= reconcileUnlisted(managed, id, at);
			}
		}
		for (ManagedToken claim : all) {
			Optional<ServiceToken> made = findMarked(claim, listed);
			if (claim.tokenId() == null && made.isPresent()) {
				reconcileFound(claim, made.get(), at);
			}
			else if (claim.tokenId() == null && complete) {
				reconcileUnmade(claim, at);
			}
		}
	}

	/** The token that was made for a claim. */
	static Optional<ServiceToken> findMarked(ManagedToken claim, List<ServiceToken> listed) {
		return listed.stream().filter((token) -> token.name().endsWith(claim.mark())).findFirst();
	}

	private void reconcileFound(ManagedToken claim, ServiceToken made, Instant at) {
		if (claim.createdAt().plus(TokenStore.LONGEST_REQUEST).isBefore(at)) {
			this.store.found(claim.id(), made, POSTERN);
			log.warn("Found a service token whose secret nobody was told name={}", claim.name());
		}
	}

	private void reconcileUnmade(ManagedToken claim, Instant at) {
		if (claim.createdAt().plus(NEVER_MADE).isBefore(at)) {
			this.store.dropped(claim.id(), "not_created", POSTERN);
			log.info("A service token was never made name={}", claim.name());
		}
	}

	private void reconcileSeen(ManagedToken managed, ServiceToken token, Instant at) {
		if (managed.switchAskedTo() != null && managed.switchAskedAt() != null) {
			if (managed.switchAskedAt().plus(TokenStore.LONGEST_REQUEST).isBefore(at)) {
				reconcileSwitch(managed, Wanted.of(managed.switchAskedTo()), token);
			}
			return;
		}
		boolean same = managed.goneAt() == null
				&& managed.enabled() == Objects.requireNonNullElse(token.enabled(), managed.enabled())
				&& token.clientId().equals(managed.clientId())
				&& Optional.ofNullable(token.expiresAt()).equals(Optional.ofNullable(managed.expiresAt()))
				&& Optional.ofNullable(token.lastSeenAt()).equals(Optional.ofNullable(managed.lastSeenAt()));
		if (!same) {
			this.store.seen(managed, token);
		}
	}

	/** Where Cloudflare does not say how it is, that is to be asked again. */
	private void reconcileSwitch(ManagedToken managed, Wanted wanted, ServiceToken token) {
		if (token.enabled() == null) {
			return;
		}
		if (Boolean.valueOf(wanted.enabled()).equals(token.enabled())) {
			this.store.switched(managed.id(), wanted, token, POSTERN);
		}
		else {
			this.store.notSwitched(managed.id(), wanted, token, POSTERN);
			log.info("A service token was not switched name={} to={}", managed.name(), wanted);
		}
	}

	/** Whether the list leaves it out because it is gone, as far as can be known. */
	private boolean reconcileUnlisted(ManagedToken managed, ServiceTokenId id, Instant at) {
		try {
			reconcileSeen(managed, this.tokens.get(id), at);
			return false;
		}
		catch (CloudflareException.Unauthorized ex) {
			return false;
		}
		catch (CloudflareException.Missing ex) {
			if (managed.removalAskedAt() != null) {
				this.store.dropped(managed.id(), "deleted", POSTERN);
			}
			else {
				this.store.gone(managed.id(), POSTERN);
				log.warn("Somebody else deleted a service token name={}", managed.name());
			}
			return true;
		}
	}

}

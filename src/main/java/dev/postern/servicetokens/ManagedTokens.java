package dev.postern.servicetokens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareServiceTokens;
import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.cloudflare.model.ServiceTokenWithSecret;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServiceTokenId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * Makes, rotates, extends and deletes service tokens. What is asked of Cloudflare is
 * noted before; a lost answer is looked up and never repeated (I4). A secret goes from
 * Cloudflare's answer to whoever asked for it and nowhere else (I9).
 */
@Service
public class ManagedTokens {

	private static final Logger log = LoggerFactory.getLogger(ManagedTokens.class);

	private final TokenStore store;

	private final CloudflareServiceTokens tokens;

	private final AccountTokens account;

	private final TokenUseLookup uses;

	private final Clock clock;

	ManagedTokens(TokenStore store, CloudflareServiceTokens tokens, AccountTokens account, TokenUseLookup uses,
			Clock clock) {
		this.store = store;
		this.tokens = tokens;
		this.account = account;
		this.uses = uses;
		this.clock = clock;
	}

	public Optional<ManagedToken> find(ManagedTokenId id) {
		return this.store.find(id);
	}

	/**
	 * One that Postern made.
	 * @throws ServiceTokenNotFound when there is none
	 */
	public ManagedToken get(ManagedTokenId id) {
		return find(id).orElseThrow(() -> new ServiceTokenNotFound(id));
	}

	/**
	 * Makes a service token.
	 * @param lifetime whole hours
	 * @throws InvalidInput with what is wrong; nothing was made
	 * @throws CloudflareException when Cloudflare refused; nothing was made
	 */
	public SecretDelivery create(String name, Duration lifetime, Actor actor) {
		ManagedToken claim = this.store.claim(TokenChecks.name(name), TokenChecks.lifetime(lifetime), actor);
		try {
			ServiceTokenWithSecret made = this.tokens.create(claim.remoteName(), claim.duration());
			this.account.forget();
			return new SecretDelivery.Delivered(this.store.created(claim.id(), made.token(), actor), made.secret());
		}
		catch (CloudflareException.Unavailable ex) {
			log.warn("No answer to the request for a service token name={} said={}", claim.name(), ex.getMessage());
			return new SecretDelivery.Lost(lookedUp(claim, actor));
		}
		catch (CloudflareException ex) {
			this.store.dropped(claim.id(), "not_created", actor);
			throw ex;
		}
	}

	/**
	 * Makes another secret.
	 * @param version the version that the actor has seen; {@code null} for any
	 * @param previousUntil how long the secret of today goes on to work; {@code null}
	 * ends it at once
	 * @throws ServiceTokenBusy when somebody else was quicker
	 * @throws CloudflareException when Cloudflare refused; the secret is what it was
	 */
	public SecretDelivery rotate(ManagedTokenId id, @Nullable Integer version, @Nullable Instant previousUntil,
			Actor actor) {
		ServiceTokenId token = existing(get(id));
		Instant until = TokenChecks.grace(previousUntil, this.clock.instant());
		ManagedToken asked = this.store.rotationAsked(id, version, actor);
		try {
			ServiceTokenWithSecret made = this.tokens.rotate(token, until);
			this.account.forget();
			return new SecretDelivery.Delivered(this.store.rotated(id, made.token(), until, actor), made.secret());
		}
		catch (CloudflareException.Unavailable ex) {
			log.warn("No answer to the rotation of a service token name={} said={}", asked.name(), ex.getMessage());
			return new SecretDelivery.Lost(asked);
		}
		catch (CloudflareException ex) {
			this.store.rotationRefused(id, actor);
			this.account.forget();
			throw ex;
		}
	}

	/**
	 * Lets a service token last for its lifetime again, from now on; its secret stays.
	 * @throws CloudflareException when it is not known to be done
	 */
	public ManagedToken extend(ManagedTokenId id, Actor actor) {
		ManagedToken managed = get(id);
		ServiceToken token = extended(existing(managed), managed);
		this.account.forget();
		return this.store.extended(id, token, actor);
	}

	/** Without an answer its end tells whether it was done. */
	private ServiceToken extended(ServiceTokenId token, ManagedToken before) {
		try {
			return this.tokens.refresh(token);
		}
		catch (CloudflareException.Unavailable ex) {
			ServiceToken now = this.tokens.get(token);
			Instant end = now.expiresAt();
			if (end == null || before.expiresAt() == null || !end.isAfter(before.expiresAt())) {
				throw ex;
			}
			return now;
		}
	}

	/**
	 * Deletes a service token.
	 * @return whether it is known to be gone
	 * @throws ServiceTokenInUse when a policy of a server names it, or something that is
	 * only at Cloudflare
	 * @throws CloudflareException when Cloudflare refused; it is still there
	 */
	public boolean remove(ManagedTokenId id, Actor actor) {
		ManagedToken managed = get(id);
		this.uses.refuseIfUsed(managed);
		if (managed.tokenId() == null) {
			this.account.now();
			managed = this.store.find(id).orElse(null);
		}
		if (managed == null) {
			return true;
		}
		if (isNotMade(managed)) {
			this.store.dropped(id, "not_created", actor);
			return true;
		}
		ServiceTokenId token = existing(managed);
		this.store.removalAsked(id, actor);
		this.account.forget();
		if (!deleted(id, token, actor)) {
			return false;
		}
		this.store.dropped(id, "deleted", actor);
		return true;
	}

	/**
	 * A list that leaves tokens out does not tell that one was never made; a person may
	 * give it up.
	 */
	private boolean isNotMade(ManagedToken managed) {
		return managed.tokenId() == null
				&& managed.createdAt().plus(TokenReconciliation.NEVER_MADE).isBefore(this.clock.instant());
	}

	private boolean deleted(ManagedTokenId id, ServiceTokenId token, Actor actor) {
		try {
			this.tokens.delete(token);
			return true;
		}
		catch (CloudflareException.Missing ex) {
			return true;
		}
		catch (CloudflareException.Unavailable ex) {
			log.warn("No answer to the deletion of a service token id={} said={}", id, ex.getMessage());
			return isGone(token);
		}
		catch (CloudflareException.Rejected ex) {
			this.store.removalRefused(id, actor);
			throw ex.isServiceTokenInUse() ? new ServiceTokenInUse(id, ex) : ex;
		}
		catch (CloudflareException ex) {
			this.store.removalRefused(id, actor);
			throw ex;
		}
	}

	private boolean isGone(ServiceTokenId token) {
		try {
			this.tokens.get(token);
			return false;
		}
		catch (CloudflareException.Missing ex) {
			return true;
		}
		catch (CloudflareException ex) {
			return false;
		}
	}

	private ManagedToken lookedUp(ManagedToken claim, Actor actor) {
		try {
			Optional<ServiceToken> made = TokenReconciliation.findMarked(claim, this.tokens.all());
			this.account.forget();
			return made.map((token) -> this.store.found(claim.id(), token, actor)).orElse(claim);
		}
		catch (CloudflareException ex) {
			return claim;
		}
	}

	/** Only what is known to exist can be changed. */
	static ServiceTokenId existing(ManagedToken managed) {
		ServiceTokenId token = managed.tokenId();
		if (token == null) {
			throw new ServiceTokenBusy(managed.id());
		}
		return token;
	}

}

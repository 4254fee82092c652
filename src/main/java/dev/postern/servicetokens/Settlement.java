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
class Settlement {

	private static final Logger log = LoggerFactory.getLogger(Settlement.class);

	/** A token that is not listed by then was never made. */
	private static final Duration NEVER_MADE = Duration.ofMinutes(10);

	private static final Actor POSTERN = Actor.postern("servicetokens");

	private final TokenStore register;

	private final CloudflareServiceTokens tokens;

	Settlement(TokenStore register, CloudflareServiceTokens tokens) {
		this.register = register;
		this.tokens = tokens;
	}

	/**
	 * Settles what can be settled.
	 * @param listed all service tokens of the account
	 * @param at when they were asked for
	 */
	void after(List<ServiceToken> listed, Instant at) {
		Map<ServiceTokenId, ServiceToken> byId = listed.stream()
			.collect(Collectors.toMap(ServiceToken::id, Function.identity()));
		for (Machine machine : this.register.all()) {
			ServiceTokenId id = machine.token();
			if (id == null) {
				claimed(machine, marked(machine, listed), at);
			}
			else if (byId.containsKey(id)) {
				shown(machine, byId.get(id));
			}
			else if (machine.goneAt() == null) {
				missing(machine, id);
			}
		}
	}

	/** The token that was made for a claim. */
	static Optional<ServiceToken> marked(Machine claim, List<ServiceToken> listed) {
		return listed.stream().filter((token) -> token.name().endsWith(claim.mark())).findFirst();
	}

	private void claimed(Machine claim, Optional<ServiceToken> made, Instant at) {
		boolean settled = claim.createdAt().plus(TokenStore.ON_ITS_WAY).isBefore(at);
		if (made.isPresent() && settled) {
			this.register.found(claim.id(), made.get(), POSTERN);
			log.warn("Found a service token whose secret nobody was told name={}", claim.name());
		}
		else if (made.isEmpty() && claim.createdAt().plus(NEVER_MADE).isBefore(at)) {
			this.register.dropped(claim.id(), "not_created", POSTERN);
			log.info("A service token was never made name={}", claim.name());
		}
	}

	private void shown(Machine machine, ServiceToken token) {
		boolean same = machine.goneAt() == null && token.clientId().equals(machine.clientId())
				&& Optional.ofNullable(token.expiresAt()).equals(Optional.ofNullable(machine.expiresAt()))
				&& Optional.ofNullable(token.lastSeenAt()).equals(Optional.ofNullable(machine.lastSeenAt()));
		if (!same) {
			this.register.seen(machine.id(), token);
		}
	}

	private void missing(Machine machine, ServiceTokenId id) {
		try {
			this.tokens.get(id);
		}
		catch (CloudflareException.Missing ex) {
			if (machine.removalAskedAt() != null) {
				this.register.dropped(machine.id(), "deleted", POSTERN);
			}
			else {
				this.register.gone(machine.id(), POSTERN);
				log.warn("Somebody else deleted a service token name={}", machine.name());
			}
		}
	}

}

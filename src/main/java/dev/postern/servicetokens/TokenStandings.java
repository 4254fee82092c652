package dev.postern.servicetokens;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.kernel.ServiceTokenId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/** Tells of service tokens that policies name whether they exist and let machines in. */
@Service
public class TokenStandings {

	private static final Logger log = LoggerFactory.getLogger(TokenStandings.class);

	/** An account has no more service tokens than that. */
	private static final int MOST = 50;

	private final TokenStore store;

	private final AccountTokens account;

	private final Clock clock;

	TokenStandings(TokenStore store, AccountTokens account, Clock clock) {
		this.store = store;
		this.account = account;
		this.clock = clock;
	}

	/**
	 * Whether policies may name these service tokens. Each that is not listed is asked
	 * for by itself, as far as an account can have so many.
	 */
	public Map<ServiceTokenId, Standing> of(Set<ServiceTokenId> ids) {
		if (ids.isEmpty()) {
			return Map.of();
		}
		Map<ServiceTokenId, Standing> standings = new HashMap<>();
		ids.forEach((id) -> standings.put(id, new Standing.Unknown()));
		ask(standings);
		this.store.all()
			.stream()
			.filter((managed) -> managed.removalAskedAt() != null && managed.tokenId() != null)
			.forEach((managed) -> standings.computeIfPresent(managed.tokenId(),
					(_, _) -> new Standing.BeingDeleted(managed.name())));
		return standings;
	}

	/** Leaves what the account does not answer as it is. */
	private void ask(Map<ServiceTokenId, Standing> standings) {
		try {
			Set<ServiceTokenId> listed = ids(this.account.recent());
			standings.replaceAll((id, unknown) -> listed.contains(id) ? new Standing.Usable() : unknown);
			List<ServiceTokenId> unlisted = standings.keySet().stream().filter((id) -> !listed.contains(id)).toList();
			for (ServiceTokenId id : unlisted.subList(0, Math.min(MOST, unlisted.size()))) {
				standings.put(id, this.account.has(id) ? new Standing.Usable() : new Standing.Missing());
			}
		}
		catch (CloudflareException ex) {
			log.debug("Not every service token could be asked for said={}", ex.getMessage());
		}
	}

	/**
	 * Those that let no machine in any more, since they have ended or were switched off,
	 * as they are remembered.
	 */
	public Map<ServiceTokenId, Ended> ended() {
		Instant now = this.clock.instant();
		Map<ServiceTokenId, Ended> ended = new HashMap<>();
		this.account.remembered()
			.stream()
			.filter((token) -> !isValid(token, now))
			.forEach((token) -> ended.put(token.id(),
					new Ended(token.name(), isOver(token.expiresAt(), now) ? Why.EXPIRED : Why.DISABLED, null)));
		for (ManagedToken managed : this.store.known()) {
			ServiceTokenId id = managed.tokenId();
			boolean over = isOver(managed.expiresAt(), now);
			if (id != null && (over || !managed.enabled() || ended.containsKey(id))) {
				Ended seen = ended.get(id);
				Why why = (over || (seen != null && seen.why() == Why.EXPIRED)) ? Why.EXPIRED : Why.DISABLED;
				ended.put(id, new Ended(managed.name(), why, managed.id()));
			}
		}
		return ended;
	}

	private static boolean isOver(@Nullable Instant end, Instant now) {
		return end != null && !end.isAfter(now);
	}

	/** Why no machine is let in by a service token any more. */
	public enum Why {

		EXPIRED, DISABLED

	}

	/**
	 * A service token that lets no machine in any more.
	 *
	 * @param managed names it where Postern made it; {@code null} for any other
	 */
	public record Ended(String name, Why why, @Nullable ManagedTokenId managed) {
	}

	/** Whether a machine can be let in by a service token at a time. */
	static boolean isValid(ServiceToken token, Instant now) {
		return token.usable() && (token.expiresAt() == null || token.expiresAt().isAfter(now));
	}

	private static Set<ServiceTokenId> ids(List<ServiceToken> tokens) {
		return tokens.stream().map(ServiceToken::id).collect(Collectors.toSet());
	}

	/** Whether a policy may name a service token. */
	public sealed interface Standing {

		/** The account has it. */
		record Usable() implements Standing {
		}

		/** Postern made it, and its deletion is under way. */
		record BeingDeleted(String name) implements Standing {
		}

		/** The account does not have it. */
		record Missing() implements Standing {
		}

		/** The account can't be asked now. */
		record Unknown() implements Standing {
		}

	}

}

package dev.postern.servicetokens;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.kernel.ServiceTokenId;

import org.springframework.stereotype.Service;

/** Tells of service tokens that policies name whether they exist and let machines in. */
@Service
public class TokenStandings {

	private final TokenStore store;

	private final AccountTokens account;

	private final Clock clock;

	TokenStandings(TokenStore store, AccountTokens account, Clock clock) {
		this.store = store;
		this.account = account;
		this.clock = clock;
	}

	/**
	 * Whether policies may name these service tokens. When one is not listed, the account
	 * is asked once more before it counts as not existing.
	 */
	public Map<ServiceTokenId, Standing> of(Set<ServiceTokenId> ids) {
		if (ids.isEmpty()) {
			return Map.of();
		}
		Map<ServiceTokenId, Standing> standings = new HashMap<>();
		Optional<Set<ServiceTokenId>> listed = listed(ids);
		for (ServiceTokenId id : ids) {
			standings.put(id,
					listed.<Standing>map((all) -> all.contains(id) ? new Standing.Usable() : new Standing.Missing())
						.orElseGet(Standing.Unknown::new));
		}
		this.store.all()
			.stream()
			.filter((managed) -> managed.removalAskedAt() != null && managed.tokenId() != null)
			.forEach((managed) -> standings.computeIfPresent(managed.tokenId(),
					(_, _) -> new Standing.BeingDeleted(managed.name())));
		return standings;
	}

	/** The service tokens of the account; empty when it can't be asked. */
	private Optional<Set<ServiceTokenId>> listed(Set<ServiceTokenId> wanted) {
		try {
			Set<ServiceTokenId> recent = ids(this.account.recent());
			return Optional.of(recent.containsAll(wanted) ? recent : ids(this.account.now()));
		}
		catch (CloudflareException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Those that let no machine in any more, since they have ended or were switched off,
	 * with their names; as they are remembered.
	 */
	public Map<ServiceTokenId, String> ended() {
		Instant now = this.clock.instant();
		Map<ServiceTokenId, String> ended = new HashMap<>();
		this.account.remembered()
			.stream()
			.filter((token) -> !isValid(token, now))
			.forEach((token) -> ended.put(token.id(), token.name()));
		for (ManagedToken managed : this.store.all()) {
			ServiceTokenId id = managed.tokenId();
			boolean over = managed.expiresAt() != null && !managed.expiresAt().isAfter(now);
			if (id != null && (over || ended.containsKey(id))) {
				ended.put(id, managed.name());
			}
		}
		return ended;
	}

	/** Whether a machine can be let in by a service token at a time. */
	static boolean isValid(ServiceToken token, Instant now) {
		return token.enabled() && (token.expiresAt() == null || token.expiresAt().isAfter(now));
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

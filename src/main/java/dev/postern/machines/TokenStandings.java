package dev.postern.machines;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.ServiceToken;
import dev.postern.kernel.ServiceTokenId;

import org.springframework.stereotype.Service;

/** Tells of service tokens that policies name whether they exist and let machines in. */
@Service
public class TokenStandings {

	private final MachineRegister register;

	private final AccountTokens account;

	private final Clock clock;

	TokenStandings(MachineRegister register, AccountTokens account, Clock clock) {
		this.register = register;
		this.account = account;
		this.clock = clock;
	}

	/**
	 * Whether a policy may name a service token. One that is not listed is asked for once
	 * more before it counts as not existing.
	 */
	public Standing of(ServiceTokenId id) {
		Optional<Machine> ours = this.register.all()
			.stream()
			.filter((machine) -> id.equals(machine.token()))
			.findFirst();
		if (ours.isPresent() && ours.get().removalAskedAt() != null) {
			return new Standing.BeingDeleted(ours.get().name());
		}
		try {
			boolean listed = isAmong(this.account.recent(), id) || isAmong(this.account.now(), id);
			return listed ? new Standing.Usable() : new Standing.Nowhere();
		}
		catch (CloudflareException ex) {
			return new Standing.NotKnown();
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
			.filter((token) -> !letsIn(token, now))
			.forEach((token) -> ended.put(token.id(), token.name()));
		for (Machine machine : this.register.all()) {
			ServiceTokenId id = machine.token();
			boolean over = machine.expiresAt() != null && !machine.expiresAt().isAfter(now);
			if (id != null && (over || ended.containsKey(id))) {
				ended.put(id, machine.name());
			}
		}
		return ended;
	}

	/** Whether a machine can be let in by a service token at a time. */
	static boolean letsIn(ServiceToken token, Instant now) {
		return token.enabled() && (token.expiresAt() == null || token.expiresAt().isAfter(now));
	}

	private static boolean isAmong(List<ServiceToken> tokens, ServiceTokenId id) {
		return tokens.stream().anyMatch((token) -> token.id().equals(id));
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
		record Nowhere() implements Standing {
		}

		/** The account can't be asked now. */
		record NotKnown() implements Standing {
		}

	}

}

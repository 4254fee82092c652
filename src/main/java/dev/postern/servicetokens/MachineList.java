package dev.postern.servicetokens;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.kernel.ServiceTokenId;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Tells which service tokens there are, how they are, and what names them. */
@Service
public class MachineList {

	private final TokenStore register;

	private final AccountTokens account;

	private final MachineUses uses;

	private final MachinesProperties properties;

	private final Clock clock;

	MachineList(TokenStore register, AccountTokens account, MachineUses uses, MachinesProperties properties,
			Clock clock) {
		this.register = register;
		this.account = account;
		this.uses = uses;
		this.properties = properties;
		this.clock = clock;
	}

	/** All service tokens of the account, ours as last known where it can't be asked. */
	public Overview overview() {
		List<ServiceToken> listed = List.of();
		CloudflareException trouble = null;
		try {
			listed = this.account.recent();
		}
		catch (CloudflareException ex) {
			trouble = ex;
		}
		List<Known> ours = ours();
		Set<ServiceTokenId> known = ours.stream()
			.map((one) -> one.machine().token())
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
		Map<ServiceTokenId, List<TokenUse>> named = this.uses.byToken();
		List<Foreign> foreign = listed.stream()
			.filter((token) -> !known.contains(token.id()))
			.map((token) -> new Foreign(token, named.getOrDefault(token.id(), List.of())))
			.toList();
		return new Overview(ours, foreign, trouble);
	}

	/** Ours, as last known. */
	public List<Known> ours() {
		Map<ServiceTokenId, List<TokenUse>> named = this.uses.byToken();
		return this.register.all().stream().map((machine) -> known(machine, named)).toList();
	}

	/** One of ours, as last known. */
	public Known known(Machine machine) {
		return known(machine, this.uses.byToken());
	}

	/** Those by which a machine can be let in, ours first. */
	public List<TokenChoice> choices() {
		Overview overview = overview();
		return choices(overview.ours().stream().map(Known::machine).toList(),
				overview.foreign().stream().map(Foreign::token).toList());
	}

	/** The same as they are remembered, for pages that ask with every keystroke. */
	public List<TokenChoice> rememberedChoices() {
		List<Machine> ours = this.register.all();
		Set<ServiceTokenId> known = ours.stream()
			.map(Machine::token)
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
		return choices(ours,
				this.account.remembered().stream().filter((token) -> !known.contains(token.id())).toList());
	}

	private List<TokenChoice> choices(List<Machine> ours, List<ServiceToken> foreign) {
		Instant now = this.clock.instant();
		return Stream
			.concat(ours.stream()
				.filter((machine) -> machine.state(now, this.properties.warnBefore()).usable())
				.flatMap(MachineList::choice),
					foreign.stream()
						.filter((token) -> TokenStandings.letsIn(token, now))
						.map((token) -> new TokenChoice(token.id(), token.name(), token.clientId(), false,
								token.expiresAt())))
			.toList();
	}

	private static Stream<TokenChoice> choice(Machine machine) {
		ServiceTokenId token = machine.token();
		return (token == null) ? Stream.empty() : Stream.of(new TokenChoice(token, machine.name(),
				Objects.requireNonNullElse(machine.clientId(), ""), true, machine.expiresAt()));
	}

	private Known known(Machine machine, Map<ServiceTokenId, List<TokenUse>> named) {
		ServiceTokenId token = machine.token();
		List<TokenUse> uses = (token != null) ? named.getOrDefault(token, List.of()) : List.of();
		return new Known(machine, machine.state(this.clock.instant(), this.properties.warnBefore()), uses);
	}

	/**
	 * One that Postern made.
	 *
	 * @param uses what lets machines in by it
	 */
	public record Known(Machine machine, MachineState state, List<TokenUse> uses) {

		public Known {
			uses = List.copyOf(uses);
		}

	}

	/** One that Postern did not make and never touches (I2). */
	public record Foreign(ServiceToken token, List<TokenUse> uses) {

		public Foreign {
			uses = List.copyOf(uses);
		}

	}

	/**
	 * All that there is to see.
	 *
	 * @param trouble why the account can't be asked now; {@code null} when it could
	 */
	public record Overview(List<Known> ours, List<Foreign> foreign, @Nullable CloudflareException trouble) {

		public Overview {
			ours = List.copyOf(ours);
			foreign = List.copyOf(foreign);
		}

	}

}

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
public class TokenList {

	private final TokenStore store;

	private final AccountTokens account;

	private final TokenUseLookup uses;

	private final ServiceTokensProperties properties;

	private final Clock clock;

	TokenList(TokenStore store, AccountTokens account, TokenUseLookup uses, ServiceTokensProperties properties,
			Clock clock) {
		this.store = store;
		this.account = account;
		this.uses = uses;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * All service tokens of the account that can be seen, ours as last known where it
	 * can't be asked.
	 */
	public Overview overview() {
		List<ServiceToken> listed = List.of();
		CloudflareException trouble = null;
		try {
			listed = this.account.recent();
		}
		catch (CloudflareException ex) {
			trouble = ex;
		}
		List<Entry> ours = ours();
		Set<ServiceTokenId> known = ours.stream()
			.map((one) -> one.managed().tokenId())
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
	public List<Entry> ours() {
		Map<ServiceTokenId, List<TokenUse>> named = this.uses.byToken();
		return this.store.all().stream().map((managed) -> entry(managed, named)).toList();
	}

	/** One of ours, as last known. */
	public Entry entry(ManagedToken managed) {
		return entry(managed, this.uses.byToken());
	}

	/** Those by which a machine can be let in, ours first. */
	public List<TokenChoice> choices() {
		Overview overview = overview();
		return choices(overview.ours().stream().map(Entry::managed).toList(),
				overview.foreign().stream().map(Foreign::token).toList());
	}

	/** The same as they are remembered, for pages that ask with every keystroke. */
	public List<TokenChoice> rememberedChoices() {
		List<ManagedToken> ours = this.store.known();
		Set<ServiceTokenId> known = ours.stream()
			.map(ManagedToken::tokenId)
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
		return choices(ours,
				this.account.remembered().stream().filter((token) -> !known.contains(token.id())).toList());
	}

	private List<TokenChoice> choices(List<ManagedToken> ours, List<ServiceToken> foreign) {
		Instant now = this.clock.instant();
		return Stream
			.concat(ours.stream()
				.filter((managed) -> managed.state(now, this.properties.warnBefore()).usable())
				.flatMap(TokenList::choice),
					foreign.stream()
						.filter((token) -> TokenStandings.isValid(token, now))
						.map((token) -> new TokenChoice(token.id(), token.name(), token.clientId(), false,
								token.expiresAt())))
			.toList();
	}

	private static Stream<TokenChoice> choice(ManagedToken managed) {
		ServiceTokenId token = managed.tokenId();
		return (token == null) ? Stream.empty() : Stream.of(new TokenChoice(token, managed.name(),
				Objects.requireNonNullElse(managed.clientId(), ""), true, managed.expiresAt()));
	}

	private Entry entry(ManagedToken managed, Map<ServiceTokenId, List<TokenUse>> named) {
		ServiceTokenId token = managed.tokenId();
		List<TokenUse> uses = (token != null) ? named.getOrDefault(token, List.of()) : List.of();
		return new Entry(managed, managed.state(this.clock.instant(), this.properties.warnBefore()), uses);
	}

	/**
	 * One that Postern made.
	 *
	 * @param uses what lets machines in by it
	 */
	public record Entry(ManagedToken managed, TokenState state, List<TokenUse> uses) {

		public Entry {
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
	public record Overview(List<Entry> ours, List<Foreign> foreign, @Nullable CloudflareException trouble) {

		public Overview {
			ours = List.copyOf(ours);
			foreign = List.copyOf(foreign);
		}

	}

}

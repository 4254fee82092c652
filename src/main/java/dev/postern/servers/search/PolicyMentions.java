package dev.postern.servers.search;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.directory.Directory;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.rules.Policy;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import dev.postern.servicetokens.TokenList;
import dev.postern.ui.search.SoughtText;

import org.springframework.stereotype.Component;

/**
 * Finds where policies name somebody: as they stand, and through the rules of groups as
 * far as those are known without asking Cloudflare.
 */
@Component
class PolicyMentions {

	/** Shorter texts are in nearly every policy. */
	private static final int SHORTEST = 3;

	private final RuleGroups groups;

	private final Directory directory;

	private final TokenList tokens;

	PolicyMentions(RuleGroups groups, Directory directory, TokenList tokens) {
		this.groups = groups;
		this.directory = directory;
		this.tokens = tokens;
	}

	/** A search in policies, with what they name read once. */
	Search of(SoughtText sought) {
		if (sought.typed().length() < SHORTEST) {
			return new Search(sought, Map.of(), Map.of());
		}
		Map<UUID, NamedGroup> known = new HashMap<>();
		this.directory.lastSeen()
			.ifPresent((account) -> account.groups()
				.forEach((group) -> known.put(group.id(), new NamedGroup(group.name(), group.rules()))));
		this.groups.all()
			.forEach((group) -> known.put(group.id().value(),
					new NamedGroup(group.spec().name(), group.spec().rules())));
		Map<UUID, String> names = new HashMap<>();
		this.tokens.rememberedChoices().forEach((token) -> names.put(token.tokenId().value(), token.name()));
		return new Search(sought, known, names);
	}

	/** How something is named; the plainest first. */
	enum Kind {

		ITSELF, DOMAIN, GROUP, IN_GROUP

	}

	/**
	 * Where something is named.
	 *
	 * @param named what stands there
	 * @param sought what in it was looked for
	 */
	record Mention(Kind kind, String policy, String named, String sought) {
	}

	/** A group as policies name it. */
	record NamedGroup(String name, RuleGroup rules) {
	}

	/** What is looked for, in what is known. */
	record Search(SoughtText sought, Map<UUID, NamedGroup> groups, Map<UUID, String> tokens) {

		Search {
			groups = Map.copyOf(groups);
			tokens = Map.copyOf(tokens);
		}

		/** The plainest way in which policies name it; empty when they do not. */
		Optional<Mention> in(List<Policy> policies) {
			return (this.sought.typed().length() < SHORTEST) ? Optional.empty() : policies.stream()
				.flatMap((policy) -> selectors(policy).flatMap((selector) -> mention(policy.name(), selector).stream()))
				.min(Comparator.comparing(Mention::kind));
		}

		private static Stream<Selector> selectors(Policy policy) {
			return Stream.of(policy.include(), policy.require(), policy.exclude()).flatMap(List::stream);
		}

		private Optional<Mention> mention(String policy, Selector selector) {
			if (selector instanceof Selector.Group named) {
				NamedGroup group = this.groups.get(named.id());
				return (group != null) ? inGroup(policy, group) : Optional.empty();
			}
			return itself(selector).map((named) -> new Mention(Kind.ITSELF, policy, named, named))
				.or(() -> domain(selector)
					.map((domain) -> new Mention(Kind.DOMAIN, policy, domain, this.sought.typed())));
		}

		private Optional<Mention> inGroup(String policy, NamedGroup group) {
			if (this.sought.isIn(group.name())) {
				return Optional.of(new Mention(Kind.GROUP, policy, group.name(), group.name()));
			}
			return Stream.of(group.rules().include(), group.rules().require(), group.rules().exclude())
				.flatMap(List::stream)
				.flatMap((selector) -> itself(selector).or(() -> domain(selector)).stream())
				.findFirst()
				.map((named) -> new Mention(Kind.IN_GROUP, policy, group.name(), named));
		}

		private Optional<String> itself(Selector selector) {
			return texts(selector).filter(this.sought::isIn).findFirst();
		}

		/**
		 * The domain of an address that is looked for, where everybody at it is meant.
		 */
		private Optional<String> domain(Selector selector) {
			return (selector instanceof Selector.EmailDomain at && this.sought.spellings()
				.stream()
				.anyMatch((text) -> text.indexOf('@') > 0 && text.endsWith("@" + at.domain())))
						? Optional.of("@" + at.domain()) : Optional.empty();
		}

		private Stream<String> texts(Selector selector) {
			return switch (selector) {
				case Selector.Email one -> Stream.of(one.email().value());
				case Selector.EmailDomain one -> Stream.of("@" + one.domain());
				case Selector.IpRange one -> Stream.of(one.cidr());
				case Selector.GoogleGroup one -> Stream.of(one.email().value());
				case Selector.GitHubOrganization one ->
					Stream.concat(Stream.of(one.name()), Stream.ofNullable(one.team()));
				case Selector.OktaGroup one -> Stream.of(one.name());
				case Selector.EntraGroup one -> Stream.of(one.id().toString());
				case Selector.SamlAttribute one -> Stream.of(one.value(), one.name());
				case Selector.OidcClaim one -> Stream.of(one.value(), one.name());
				case Selector.CommonName one -> Stream.of(one.name());
				case Selector.ServiceToken one -> Stream.ofNullable(this.tokens.get(one.id()));
				default -> Stream.empty();
			};
		}

	}

}

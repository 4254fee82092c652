package dev.postern.servers.policies;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.rules.RuleGroup;
import dev.postern.rules.evaluation.EvaluationContext;
import dev.postern.rules.lint.LintContext;
import dev.postern.rules.words.Phrase;
import dev.postern.rules.words.Phrase.ResourceKind;

/**
 * What policies can name: things at Cloudflare with their names, and what is known of
 * them.
 *
 * @param lists in the order in which they are offered; one that is not known is left out
 * @param providers the kinds of the login methods as Cloudflare calls them, by their ids
 * @param groups the rules of the Access groups that are known
 * @param domains the organisation's domains, lower case; empty when not known
 * @param endedTokens the names of the service tokens that are known to let no machine in
 * any more, by their ids
 */
public record PolicyChoices(Map<ResourceKind, List<Choice>> lists, Map<UUID, String> providers,
		Map<UUID, RuleGroup> groups, Set<String> domains, Map<UUID, String> endedTokens) {

	/** Nothing is known. */
	public static final PolicyChoices NONE = new PolicyChoices(Map.of(), Map.of(), Map.of(), Set.of());

	public PolicyChoices {
		lists = Map.copyOf(lists);
		providers = Map.copyOf(providers);
		groups = Map.copyOf(groups);
		domains = Set.copyOf(domains);
		endedTokens = Map.copyOf(endedTokens);
	}

	/** Where no service token is known to have ended. */
	public PolicyChoices(Map<ResourceKind, List<Choice>> lists, Map<UUID, String> providers,
			Map<UUID, RuleGroup> groups, Set<String> domains) {
		this(lists, providers, groups, domains, Map.of());
	}

	/** What can be chosen; empty when not known. */
	public List<Choice> of(ResourceKind kind) {
		return this.lists.getOrDefault(kind, List.of());
	}

	/** How people call what has this id; empty when not known. */
	public Optional<String> name(Phrase.Id id) {
		return of(id.kind()).stream().filter((choice) -> choice.id().equals(id.id())).map(Choice::name).findFirst();
	}

	/** What the linter may know of the account, for an application of this type. */
	public LintContext lintContext(String applicationType) {
		List<Choice> known = this.lists.get(ResourceKind.ACCESS_GROUP);
		return new LintContext(evaluationContext(applicationType), this.domains, this.providers,
				(known == null) ? null
						: known.stream().map((group) -> UUID.fromString(group.id())).collect(Collectors.toSet()),
				this.endedTokens);
	}

	/** What policies of such an application mean something in. */
	public EvaluationContext evaluationContext(String applicationType) {
		return new EvaluationContext(applicationType, this.groups);
	}

	/** All of both. */
	public PolicyChoices and(PolicyChoices others) {
		Map<ResourceKind, List<Choice>> all = new EnumMap<>(ResourceKind.class);
		all.putAll(this.lists);
		others.lists.forEach((kind, list) -> all.merge(kind, list,
				(one, other) -> Stream.concat(one.stream(), other.stream()).toList()));
		Map<UUID, String> kinds = new HashMap<>(this.providers);
		kinds.putAll(others.providers);
		Map<UUID, RuleGroup> rules = new HashMap<>(this.groups);
		rules.putAll(others.groups);
		Set<String> names = new HashSet<>(this.domains);
		names.addAll(others.domains);
		Map<UUID, String> ended = new HashMap<>(this.endedTokens);
		ended.putAll(others.endedTokens);
		return new PolicyChoices(all, kinds, rules, names, ended);
	}

	/**
	 * One of them.
	 *
	 * @param id as policies name it
	 * @param ours whether it is kept here and not by others in the account
	 */
	public record Choice(String id, String name, boolean ours) {
	}

}

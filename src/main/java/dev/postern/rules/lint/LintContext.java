package dev.postern.rules.lint;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.postern.rules.evaluation.EvaluationContext;
import org.jspecify.annotations.Nullable;

/**
 * What a lint knows beside the policies.
 *
 * @param domains the organisation's domains, lower case; empty when not known
 * @param providers the kinds of the login methods that the account lists, as Cloudflare
 * calls them, for example {@code onetimepin} or {@code azureAD}, by their ids; empty when
 * not known
 * @param groups the Access groups that the account lists; {@code null} when not known
 * @param endedTokens the names of the service tokens that are known to let no machine in
 * any more, by their ids
 */
public record LintContext(EvaluationContext evaluationContext, Set<String> domains, Map<UUID, String> providers,
		@Nullable Set<UUID> groups, Map<UUID, String> endedTokens) {

	private static final String ONE_TIME_PIN = "onetimepin";

	/** Identity providers with which anybody in the world can log in. */
	private static final Set<String> OPEN_TO_ALL = Set.of(ONE_TIME_PIN, "google", "github", "facebook", "linkedin",
			"yandex");

	public LintContext {
		domains = Set.copyOf(domains);
		providers = Map.copyOf(providers);
		groups = (groups != null) ? Set.copyOf(groups) : null;
		endedTokens = Map.copyOf(endedTokens);
	}

	/** A context in which only the evaluation context is known. */
	public static LintContext of(EvaluationContext evaluationContext) {
		return new LintContext(evaluationContext, Set.of(), Map.of(), null, Map.of());
	}

	/** Forgets the rules of all Access groups. */
	LintContext withoutRulesOfGroups() {
		return withEvaluationContext(EvaluationContext.of(this.evaluationContext.applicationType()));
	}

	/** Replaces the evaluation context. */
	public LintContext withEvaluationContext(EvaluationContext other) {
		return new LintContext(other, this.domains, this.providers, this.groups, this.endedTokens);
	}

	boolean oneTimePin(UUID provider) {
		return ONE_TIME_PIN.equals(this.providers.get(provider));
	}

	boolean offersOneTimePin() {
		return this.providers.containsValue(ONE_TIME_PIN);
	}

	boolean openToAll(UUID provider) {
		String kind = this.providers.get(provider);
		return kind != null && OPEN_TO_ALL.contains(kind);
	}

	/** Whether anybody in the world can log in somehow. */
	boolean openToAll() {
		return this.providers.values().stream().anyMatch(OPEN_TO_ALL::contains);
	}

	/** Whether a domain is one of the organisation's or lies below one. */
	boolean isOwnDomain(String domain) {
		return this.domains.stream().anyMatch((own) -> domain.equals(own) || domain.endsWith("." + own));
	}

}

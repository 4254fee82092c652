package dev.postern.rules.lint;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.postern.rules.Selector;
import dev.postern.rules.lint.LintFinding.Severity;
import dev.postern.rules.words.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * Finds references to groups and login methods that are not known, and to service tokens
 * that have ended. A list holds what the credentials may see: what is not in it may exist
 * all the same.
 */
final class MissingReferenceLint implements Lint {

	@Override
	public void check(PolicyUnderReview review) {
		for (PolicyUnderReview.Part part : PolicyUnderReview.parts(review.policy())) {
			List<Selector> selectors = part.selectors();
			for (int i = 0; i < selectors.size(); i++) {
				look(review, part.name(), i, selectors.get(i));
			}
		}
	}

	private static void look(PolicyUnderReview review, String list, int index, Selector selector) {
		Set<UUID> groups = review.context().groups();
		if (selector instanceof Selector.Group(var id) && groups != null && !groups.contains(id)) {
			review.report(Severity.WARNING, "rules.lint.unknown-group", list, index, Phrase.value(id.toString()));
		}
		if (selector instanceof Selector.ServiceToken(var id)) {
			String ended = review.context().endedTokens().get(id);
			if (ended != null) {
				review.report(Severity.WARNING, "rules.lint.ended-token", list, index, Phrase.value(ended));
			}
		}
		UUID provider = provider(selector);
		Set<UUID> providers = review.context().providers().keySet();
		if (provider != null && !providers.isEmpty() && !providers.contains(provider)) {
			review.report(Severity.WARNING, "rules.lint.unknown-login", list, index, Phrase.value(provider.toString()));
		}
	}

	private static @Nullable UUID provider(Selector selector) {
		if (selector instanceof Selector.LoginMethod(var provider)) {
			return provider;
		}
		return (selector instanceof Selector.OfProvider bound) ? bound.provider() : null;
	}

}

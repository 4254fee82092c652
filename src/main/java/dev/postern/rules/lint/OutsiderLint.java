package dev.postern.rules.lint;

import java.util.List;
import java.util.stream.Stream;

import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.rules.lint.LintFinding.Severity;
import dev.postern.rules.words.Phrase;

/** Finds people and domains outside the organisation that are let in. */
final class OutsiderLint implements Lint {

	@Override
	public void check(PolicyUnderReview review) {
		Policy policy = review.policy();
		if (policy.decision() != Decision.ALLOW || review.context().domains().isEmpty()) {
			return;
		}
		boolean required = false;
		for (int i = 0; i < policy.include().size(); i++) {
			for (GroupExpansion.Expanded expanded : review.expand(policy.include().get(i))) {
				included(review, i, expanded);
				required |= saysNotWho(expanded) && named(review, expanded.required()).findAny().isEmpty();
			}
		}
		if (required && !oursOnly(review, policy.require())) {
			for (int i = 0; i < policy.require().size(); i++) {
				for (Selector selector : named(review, List.of(policy.require().get(i))).toList()) {
					look(review, selector, "require", i);
				}
			}
		}
	}

	/**
	 * Checks include selectors; if they do not say who somebody is, checks what the
	 * groups around them require.
	 */
	private static void included(PolicyUnderReview review, int index, GroupExpansion.Expanded expanded) {
		expanded.selectors().forEach((selector) -> look(review, selector, "include", index));
		boolean ours = oursOnly(review, expanded.required()) || oursOnly(review, review.policy().require());
		if (saysNotWho(expanded) && !ours) {
			named(review, expanded.required()).forEach((selector) -> look(review, selector, "include", index));
		}
	}

	private static boolean saysNotWho(GroupExpansion.Expanded expanded) {
		return expanded.selectors().stream().anyMatch((selector) -> switch (SelectorScope.of(selector)) {
			case WHO, MACHINE -> false;
			case PLACE, LOGIN, NOTHING -> true;
		});
	}

	/** The addresses and domains among the expanded selectors. */
	private static Stream<Selector> named(PolicyUnderReview review, List<Selector> selectors) {
		return selectors.stream()
			.flatMap((selector) -> review.expand(selector).stream())
			.flatMap((expanded) -> expanded.selectors().stream())
			.filter((selector) -> selector instanceof Selector.Email || selector instanceof Selector.EmailDomain);
	}

	/** Whether one of the conditions can be satisfied only inside the organisation. */
	private static boolean oursOnly(PolicyUnderReview review, List<Selector> required) {
		return required.stream()
			.anyMatch((selector) -> review.expand(selector)
				.stream()
				.flatMap((expanded) -> expanded.selectors().stream())
				.allMatch((member) -> (member instanceof Selector.Email(var email)
						&& review.context().isOwnDomain(email.domain()))
						|| (member instanceof Selector.EmailDomain(var domain)
								&& review.context().isOwnDomain(domain))));
	}

	private static void look(PolicyUnderReview review, Selector selector, String list, int index) {
		LintContext context = review.context();
		if (selector instanceof Selector.Email(var email) && !context.isOwnDomain(email.domain())) {
			review.report(Severity.WARNING, "rules.lint.foreign-address", list, index, Phrase.value(email.value()));
		}
		if (selector instanceof Selector.EmailDomain(var domain) && !context.isOwnDomain(domain)) {
			review.report(Severity.WARNING, "rules.lint.foreign-domain", list, index, Phrase.value(domain));
		}
	}

}

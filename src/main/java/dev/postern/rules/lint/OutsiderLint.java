package dev.postern.rules.lint;

import java.util.List;
import java.util.stream.Stream;

import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.rules.lint.LintFinding.Severity;
import dev.postern.rules.words.Phrase;

/** People and domains outside the organisation that are let in. */
final class OutsiderLint implements Lint {

	@Override
	public void look(PolicyUnderReview looked) {
		Policy policy = looked.policy();
		if (policy.decision() != Decision.ALLOW || looked.context().domains().isEmpty()) {
			return;
		}
		boolean required = false;
		for (int i = 0; i < policy.include().size(); i++) {
			for (GroupExpansion.Meant meant : looked.meant(policy.include().get(i))) {
				included(looked, i, meant);
				required |= saysNotWho(meant) && named(looked, meant.required()).findAny().isEmpty();
			}
		}
		if (required && !oursOnly(looked, policy.require())) {
			for (int i = 0; i < policy.require().size(); i++) {
				for (Selector selector : named(looked, List.of(policy.require().get(i))).toList()) {
					look(looked, selector, "require", i);
				}
			}
		}
	}

	/** Where members do not say who they are, what their groups require does. */
	private static void included(PolicyUnderReview looked, int index, GroupExpansion.Meant meant) {
		meant.selectors().forEach((selector) -> look(looked, selector, "include", index));
		boolean ours = oursOnly(looked, meant.required()) || oursOnly(looked, looked.policy().require());
		if (saysNotWho(meant) && !ours) {
			named(looked, meant.required()).forEach((selector) -> look(looked, selector, "include", index));
		}
	}

	private static boolean saysNotWho(GroupExpansion.Meant meant) {
		return meant.selectors().stream().anyMatch((selector) -> switch (SelectorScope.of(selector)) {
			case WHO, MACHINE -> false;
			case PLACE, LOGIN, NOTHING -> true;
		});
	}

	/** The addresses and domains among those that selectors mean. */
	private static Stream<Selector> named(PolicyUnderReview looked, List<Selector> selectors) {
		return selectors.stream()
			.flatMap((selector) -> looked.meant(selector).stream())
			.flatMap((meant) -> meant.selectors().stream())
			.filter((selector) -> selector instanceof Selector.Email || selector instanceof Selector.EmailDomain);
	}

	/** Whether one of the conditions is met by nobody outside the organisation. */
	private static boolean oursOnly(PolicyUnderReview looked, List<Selector> required) {
		return required.stream()
			.anyMatch((selector) -> looked.meant(selector)
				.stream()
				.flatMap((meant) -> meant.selectors().stream())
				.allMatch((member) -> (member instanceof Selector.Email(var email)
						&& looked.context().ours(email.domain()))
						|| (member instanceof Selector.EmailDomain(var domain) && looked.context().ours(domain))));
	}

	private static void look(PolicyUnderReview looked, Selector selector, String list, int index) {
		LintContext context = looked.context();
		if (selector instanceof Selector.Email(var email) && !context.ours(email.domain())) {
			looked.found(Severity.WARNING, "rules.lint.foreign-address", list, index, Phrase.value(email.value()));
		}
		if (selector instanceof Selector.EmailDomain(var domain) && !context.ours(domain)) {
			looked.found(Severity.WARNING, "rules.lint.foreign-domain", list, index, Phrase.value(domain));
		}
	}

}

package dev.postern.rules.lint;

import java.util.List;

import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.rules.lint.LintFinding.Severity;
import dev.postern.rules.words.Phrase;

/** Finds policies that let in anybody who can log in, or anybody at a location. */
final class BroadAccessLint implements Lint {

	@Override
	public void check(PolicyUnderReview review) {
		Policy policy = review.policy();
		Restrictions restrictions = new Restrictions(review);
		Restriction required = restrictions.all(policy.require());
		for (int i = 0; i < policy.include().size(); i++) {
			for (GroupExpansion.Expanded expanded : review.expand(policy.include().get(i))) {
				Restriction restriction = Restriction
					.combined(List.of(required, restrictions.all(expanded.required())));
				if (restriction.who()) {
					continue;
				}
				for (Selector selector : expanded.selectors()) {
					switch (policy.decision()) {
						case ALLOW -> look(review, selector, i, restriction);
						case NON_IDENTITY -> withoutLogin(review, selector, i);
						case DENY, BYPASS -> {
						}
					}
				}
			}
		}
	}

	/**
	 * Checks a policy without a login, where a location alone lets in anybody who is
	 * there.
	 */
	private static void withoutLogin(PolicyUnderReview review, Selector selector, int index) {
		boolean anywhere = SelectorScope.of(selector) == SelectorScope.NOTHING
				|| (selector instanceof Selector.IpRange(var cidr) && cidr.endsWith("/0"));
		if (review.ignored()) {
			return;
		}
		if (anywhere) {
			review.report(Severity.ERROR, "rules.lint.open-to-anybody", "include", index,
					Phrase.value(review.policy().name()));
		}
		else if (SelectorScope.of(selector) == SelectorScope.PLACE) {
			review.report(Severity.WARNING, "rules.lint.place-without-login", "include", index,
					PolicyUnderReview.describe(selector));
		}
	}

	private static void look(PolicyUnderReview review, Selector selector, int index, Restriction required) {
		LintContext context = review.context();
		switch (SelectorScope.of(selector)) {
			case NOTHING -> {
				if (required.byLogin()) {
					loginOnly(review, selector, index, required);
				}
				else if (required.byPlace()) {
					review.report(Severity.WARNING, "rules.lint.place-only", "include", index, where(required));
				}
				else {
					review.report(context.openToAll() ? Severity.ERROR : Severity.WARNING, "rules.lint.everyone",
							"include", index, Phrase.value(review.policy().name()));
				}
			}
			case LOGIN -> loginOnly(review, selector, index, required);
			case PLACE -> {
				if (!required.byLogin() || openLogins(review, required)) {
					review.report(Severity.WARNING, "rules.lint.place-only", "include", index,
							PolicyUnderReview.describe(selector));
				}
			}
			case WHO, MACHINE -> {
			}
		}
	}

	private static void loginOnly(PolicyUnderReview review, Selector selector, int index, Restriction required) {
		boolean open = (selector instanceof Selector.LoginMethod(var provider))
				? review.context().openToAll(provider) && !required.byLogin() : openLogins(review, required);
		if (required.byPlace() && !open) {
			return;
		}
		Selector login = (SelectorScope.of(selector) == SelectorScope.LOGIN) ? selector : required.logins().getFirst();
		review.report((open && !required.byPlace()) ? Severity.ERROR : Severity.WARNING, "rules.lint.login-method-only",
				"include", index, PolicyUnderReview.describe(login));
	}

	/** Whether anybody in the world can log in with one of the required methods. */
	private static boolean openLogins(PolicyUnderReview review, Restriction required) {
		return review.context().openToAll() && !required.closed();
	}

	private static Phrase where(Restriction required) {
		return Phrase.listing(Phrase.Conjunction.AND,
				required.places().stream().map(PolicyUnderReview::describe).toList());
	}

}

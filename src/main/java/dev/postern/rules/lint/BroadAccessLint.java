package dev.postern.rules.lint;

import java.util.List;

import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.rules.lint.LintFinding.Severity;
import dev.postern.rules.words.Phrase;

/** Policies that let in anybody who can log in, or anybody who is somewhere. */
final class BroadAccessLint implements Lint {

	@Override
	public void look(PolicyUnderReview looked) {
		Policy policy = looked.policy();
		Restrictions narrowing = new Restrictions(looked);
		Restriction required = narrowing.all(policy.require());
		for (int i = 0; i < policy.include().size(); i++) {
			for (GroupExpansion.Meant meant : looked.meant(policy.include().get(i))) {
				Restriction narrowed = Restriction.by(List.of(required, narrowing.all(meant.required())));
				if (narrowed.who()) {
					continue;
				}
				for (Selector selector : meant.selectors()) {
					switch (policy.decision()) {
						case ALLOW -> look(looked, selector, i, narrowed);
						case NON_IDENTITY -> withoutLogin(looked, selector, i);
						case DENY, BYPASS -> {
						}
					}
				}
			}
		}
	}

	/** Where no login is asked for, a place lets in whatever is there. */
	private static void withoutLogin(PolicyUnderReview looked, Selector selector, int index) {
		boolean anywhere = SelectorScope.of(selector) == SelectorScope.NOTHING
				|| (selector instanceof Selector.IpRange(var cidr) && cidr.endsWith("/0"));
		if (looked.ignored()) {
			return;
		}
		if (anywhere) {
			looked.found(Severity.ERROR, "rules.lint.open-to-anybody", "include", index,
					Phrase.value(looked.policy().name()));
		}
		else if (SelectorScope.of(selector) == SelectorScope.PLACE) {
			looked.found(Severity.WARNING, "rules.lint.place-without-login", "include", index, PolicyUnderReview.words(selector));
		}
	}

	private static void look(PolicyUnderReview looked, Selector selector, int index, Restriction required) {
		LintContext context = looked.context();
		switch (SelectorScope.of(selector)) {
			case NOTHING -> {
				if (required.byLogin()) {
					loginOnly(looked, selector, index, required);
				}
				else if (required.byPlace()) {
					looked.found(Severity.WARNING, "rules.lint.place-only", "include", index, where(required));
				}
				else {
					looked.found(context.openToAll() ? Severity.ERROR : Severity.WARNING, "rules.lint.everyone",
							"include", index, Phrase.value(looked.policy().name()));
				}
			}
			case LOGIN -> loginOnly(looked, selector, index, required);
			case PLACE -> {
				if (!required.byLogin() || openLogins(looked, required)) {
					looked.found(Severity.WARNING, "rules.lint.place-only", "include", index, PolicyUnderReview.words(selector));
				}
			}
			case WHO, MACHINE -> {
			}
		}
	}

	private static void loginOnly(PolicyUnderReview looked, Selector selector, int index, Restriction required) {
		boolean open = (selector instanceof Selector.LoginMethod(var provider))
				? looked.context().openToAll(provider) && !required.byLogin() : openLogins(looked, required);
		if (required.byPlace() && !open) {
			return;
		}
		Selector login = (SelectorScope.of(selector) == SelectorScope.LOGIN) ? selector : required.logins().getFirst();
		looked.found((open && !required.byPlace()) ? Severity.ERROR : Severity.WARNING, "rules.lint.login-method-only",
				"include", index, PolicyUnderReview.words(login));
	}

	/** Whether anybody in the world can log in as is required. */
	private static boolean openLogins(PolicyUnderReview looked, Restriction required) {
		return looked.context().openToAll() && !required.closed();
	}

	private static Phrase where(Restriction required) {
		return Phrase.listing(Phrase.Joint.AND, required.places().stream().map(PolicyUnderReview::words).toList());
	}

}

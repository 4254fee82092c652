package dev.postern.rules.lint;

import java.util.List;

import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.rules.lint.Finding.Severity;
import dev.postern.rules.words.Phrase;

/** Policies that let in anybody who can log in, or anybody who is somewhere. */
final class NarrownessLint implements Lint {

	@Override
	public void look(Looked looked) {
		Policy policy = looked.policy();
		Narrowing narrowing = new Narrowing(looked);
		Narrowed required = narrowing.all(policy.require());
		for (int i = 0; i < policy.include().size(); i++) {
			for (Members.Meant meant : looked.meant(policy.include().get(i))) {
				Narrowed narrowed = Narrowed.by(List.of(required, narrowing.all(meant.required())));
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
	private static void withoutLogin(Looked looked, Selector selector, int index) {
		boolean anywhere = Aim.of(selector) == Aim.NOTHING
				|| (selector instanceof Selector.IpRange(var cidr) && cidr.endsWith("/0"));
		if (looked.ignored()) {
			return;
		}
		if (anywhere) {
			looked.found(Severity.ERROR, "rules.lint.open-to-anybody", "include", index,
					Phrase.value(looked.policy().name()));
		}
		else if (Aim.of(selector) == Aim.PLACE) {
			looked.found(Severity.WARNING, "rules.lint.place-without-login", "include", index, Looked.words(selector));
		}
	}

	private static void look(Looked looked, Selector selector, int index, Narrowed required) {
		LintContext context = looked.context();
		switch (Aim.of(selector)) {
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
					looked.found(Severity.WARNING, "rules.lint.place-only", "include", index, Looked.words(selector));
				}
			}
			case WHO, MACHINE -> {
			}
		}
	}

	private static void loginOnly(Looked looked, Selector selector, int index, Narrowed required) {
		boolean open = (selector instanceof Selector.LoginMethod(var provider))
				? looked.context().openToAll(provider) && !required.byLogin() : openLogins(looked, required);
		if (required.byPlace() && !open) {
			return;
		}
		Selector login = (Aim.of(selector) == Aim.LOGIN) ? selector : required.logins().getFirst();
		looked.found((open && !required.byPlace()) ? Severity.ERROR : Severity.WARNING, "rules.lint.login-method-only",
				"include", index, Looked.words(login));
	}

	/** Whether anybody in the world can log in as is required. */
	private static boolean openLogins(Looked looked, Narrowed required) {
		return looked.context().openToAll() && !required.closed();
	}

	private static Phrase where(Narrowed required) {
		return Phrase.listing(Phrase.Joint.AND, required.places().stream().map(Looked::words).toList());
	}

}

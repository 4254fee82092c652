package dev.postern.rules;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.rules.Finding.Severity;

/** Policies that let in anybody who can log in, or anybody who is somewhere. */
final class NarrownessLint implements Lint {

	@Override
	public void look(Looked looked) {
		Policy policy = looked.policy();
		Set<Aim> required = EnumSet.noneOf(Aim.class);
		policy.require().forEach((selector) -> required.add(weakest(looked, selector)));
		if (required.contains(Aim.WHO) || required.contains(Aim.MACHINE)) {
			return;
		}
		for (int i = 0; i < policy.include().size(); i++) {
			for (Selector selector : looked.meant(policy.include().get(i))) {
				switch (policy.decision()) {
					case ALLOW -> look(looked, selector, i, required);
					case NON_IDENTITY -> withoutLogin(looked, selector, i);
					case DENY, BYPASS -> {
					}
				}
			}
		}
	}

	/** By what a selector tells people apart at least, a known group by its rules. */
	private static Aim weakest(Looked looked, Selector selector) {
		List<Aim> aims = looked.meant(selector).stream().map(Aim::of).toList();
		return Stream.of(Aim.NOTHING, Aim.PLACE, Aim.LOGIN).filter(aims::contains).findFirst().orElse(Aim.of(selector));
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
					Looked.value(looked.policy().name()));
		}
		else if (Aim.of(selector) == Aim.PLACE) {
			looked.found(Severity.WARNING, "rules.lint.place-without-login", "include", index, Looked.words(selector));
		}
	}

	private static void look(Looked looked, Selector selector, int index, Set<Aim> required) {
		LintContext context = looked.context();
		switch (Aim.of(selector)) {
			case NOTHING -> {
				if (required.contains(Aim.LOGIN)) {
					loginOnly(looked, selector, index, required);
				}
				else if (required.contains(Aim.PLACE)) {
					looked.found(Severity.WARNING, "rules.lint.place-only", "include", index, where(looked.policy()));
				}
				else {
					looked.found(context.openToAll() ? Severity.ERROR : Severity.WARNING, "rules.lint.everyone",
							"include", index, Looked.value(looked.policy().name()));
				}
			}
			case LOGIN -> loginOnly(looked, selector, index, required);
			case PLACE -> {
				if (!required.contains(Aim.LOGIN) || openLogins(looked)) {
					looked.found(Severity.WARNING, "rules.lint.place-only", "include", index, Looked.words(selector));
				}
			}
			case WHO, MACHINE -> {
			}
		}
	}

	private static void loginOnly(Looked looked, Selector selector, int index, Set<Aim> required) {
		boolean open = (selector instanceof Selector.LoginMethod(var provider))
				? looked.context().openToAll(provider) && !required.contains(Aim.LOGIN) : openLogins(looked);
		if (required.contains(Aim.PLACE) && !open) {
			return;
		}
		Selector login = (Aim.of(selector) == Aim.LOGIN) ? selector
				: looked.policy()
					.require()
					.stream()
					.filter((one) -> Aim.of(one) == Aim.LOGIN)
					.findFirst()
					.orElseThrow();
		looked.found((open && !required.contains(Aim.PLACE)) ? Severity.ERROR : Severity.WARNING,
				"rules.lint.login-method-only", "include", index, Looked.words(login));
	}

	/** Whether all login methods that require names are open to all. */
	private static boolean openLogins(Looked looked) {
		List<UUID> providers = looked.policy()
			.require()
			.stream()
			.filter(Selector.LoginMethod.class::isInstance)
			.map((login) -> ((Selector.LoginMethod) login).provider())
			.toList();
		return providers.isEmpty() ? looked.context().openToAll()
				: providers.stream().allMatch(looked.context()::openToAll);
	}

	private static Phrase where(Policy policy) {
		return Explanation.listing(Phrase.Joint.AND,
				policy.require().stream().filter((one) -> Aim.of(one) == Aim.PLACE).map(Looked::words).toList());
	}

}

package dev.postern.rules.lint;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import dev.postern.rules.lint.LintFinding.Severity;

/** One-time PINs, which bring no groups, where groups of a provider are meant. */
final class OneTimePinLint implements Lint {

	@Override
	public void look(PolicyUnderReview looked) {
		Policy policy = looked.policy();
		if (!policy.decision().asksForLogin()) {
			return;
		}
		boolean requiresGroup = needsProvider(looked, policy.require()).findAny().isPresent();
		boolean onlyGroups = !policy.include().isEmpty()
				&& needsProvider(looked, policy.include()).count() == policy.include().size();
		if ((requiresGroup && onlyPins(looked)) || (onlyGroups && requiresPin(looked)) || groupsOfPin(looked)) {
			looked.found(Severity.ERROR, "rules.lint.group-with-pin");
		}
		else if (policy.decision() == Decision.ALLOW && !requiresGroup && !requiresLogin(policy)
				&& looked.context().offersOneTimePin()
				&& needsProvider(looked, policy.include()).findAny().isPresent()) {
			IntStream.range(0, policy.include().size())
				.filter((i) -> takesPin(looked, policy.include().get(i)))
				.forEach((i) -> looked.found(Severity.WARNING, "rules.lint.pin-beside-group", "include", i,
						PolicyUnderReview.words(policy.include().get(i))));
		}
	}

	private static boolean onlyPins(PolicyUnderReview looked) {
		List<Selector> include = looked.policy().include();
		return requiresPin(looked) || (!include.isEmpty() && include.stream().allMatch((one) -> isPin(looked, one)));
	}

	private static boolean requiresPin(PolicyUnderReview looked) {
		return looked.policy().require().stream().anyMatch((one) -> isPin(looked, one));
	}

	private static boolean groupsOfPin(PolicyUnderReview looked) {
		return Stream.of(looked.policy().include(), looked.policy().require())
			.flatMap(List::stream)
			.anyMatch(
					(one) -> one instanceof Selector.OfProvider bound && looked.context().oneTimePin(bound.provider()));
	}

	private static boolean requiresLogin(Policy policy) {
		return policy.require().stream().anyMatch(Selector.LoginMethod.class::isInstance);
	}

	private static boolean isPin(PolicyUnderReview looked, Selector selector) {
		return selector instanceof Selector.LoginMethod(var provider) && looked.context().oneTimePin(provider);
	}

	/** Whether somebody can meet it who logs in with a PIN. */
	private static boolean takesPin(PolicyUnderReview looked, Selector selector) {
		return switch (selector) {
			case Selector.Email _, Selector.EmailDomain _, Selector.EmailList _ -> true;
			default -> isPin(looked, selector);
		};
	}

	/** Those that hold only for logins through an identity provider that knows groups. */
	private static Stream<Selector> needsProvider(PolicyUnderReview looked, List<Selector> selectors) {
		return selectors.stream().filter((selector) -> switch (selector) {
			case Selector.OfProvider _ -> true;
			case Selector.Group(var id) -> {
				RuleGroup rules = looked.context().setting().groups().get(id);
				yield rules != null && (rules.require().stream().anyMatch(Selector.OfProvider.class::isInstance)
						|| (!rules.include().isEmpty()
								&& rules.include().stream().allMatch(Selector.OfProvider.class::isInstance)));
			}
			default -> false;
		});
	}

}

package dev.postern.rules.lint;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import dev.postern.rules.lint.LintFinding.Severity;

/**
 * Finds one-time PINs where groups of an identity provider are required: a login with a
 * PIN brings no groups.
 */
final class OneTimePinLint implements Lint {

	@Override
	public void check(PolicyUnderReview review) {
		Policy policy = review.policy();
		if (!policy.decision().asksForLogin()) {
			return;
		}
		boolean requiresGroup = needsProvider(review, policy.require()).findAny().isPresent();
		boolean onlyGroups = !policy.include().isEmpty()
				&& needsProvider(review, policy.include()).count() == policy.include().size();
		if ((requiresGroup && onlyPins(review)) || (onlyGroups && requiresPin(review)) || groupsOfPin(review)) {
			review.report(Severity.ERROR, "rules.lint.group-with-pin");
		}
		else if (policy.decision() == Decision.ALLOW && !requiresGroup && !requiresLogin(policy)
				&& review.context().offersOneTimePin()
				&& needsProvider(review, policy.include()).findAny().isPresent()) {
			IntStream.range(0, policy.include().size())
				.filter((i) -> takesPin(review, policy.include().get(i)))
				.forEach((i) -> review.report(Severity.WARNING, "rules.lint.pin-beside-group", "include", i,
						PolicyUnderReview.describe(policy.include().get(i))));
		}
	}

	private static boolean onlyPins(PolicyUnderReview review) {
		List<Selector> include = review.policy().include();
		return requiresPin(review) || (!include.isEmpty() && include.stream().allMatch((one) -> isPin(review, one)));
	}

	private static boolean requiresPin(PolicyUnderReview review) {
		return review.policy().require().stream().anyMatch((one) -> isPin(review, one));
	}

	private static boolean groupsOfPin(PolicyUnderReview review) {
		return Stream.of(review.policy().include(), review.policy().require())
			.flatMap(List::stream)
			.anyMatch(
					(one) -> one instanceof Selector.OfProvider bound && review.context().oneTimePin(bound.provider()));
	}

	private static boolean requiresLogin(Policy policy) {
		return policy.require().stream().anyMatch(Selector.LoginMethod.class::isInstance);
	}

	private static boolean isPin(PolicyUnderReview review, Selector selector) {
		return selector instanceof Selector.LoginMethod(var provider) && review.context().oneTimePin(provider);
	}

	/** Whether somebody who logs in with a PIN can satisfy the selector. */
	private static boolean takesPin(PolicyUnderReview review, Selector selector) {
		return switch (selector) {
			case Selector.Email _, Selector.EmailDomain _, Selector.EmailList _ -> true;
			default -> isPin(review, selector);
		};
	}

	/**
	 * The selectors that only a login through an identity provider with groups can
	 * satisfy.
	 */
	private static Stream<Selector> needsProvider(PolicyUnderReview review, List<Selector> selectors) {
		return selectors.stream().filter((selector) -> switch (selector) {
			case Selector.OfProvider _ -> true;
			case Selector.Group(var id) -> {
				RuleGroup rules = review.context().evaluationContext().groups().get(id);
				yield rules != null && (rules.require().stream().anyMatch(Selector.OfProvider.class::isInstance)
						|| (!rules.include().isEmpty()
								&& rules.include().stream().allMatch(Selector.OfProvider.class::isInstance)));
			}
			default -> false;
		});
	}

}

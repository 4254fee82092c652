package dev.postern.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.postern.kernel.EmailAddress;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The one policy of an application that holds everybody who is let in for a while. It
 * asks of them what every other policy that allows asks, and whoever is denied by any
 * policy stays out.
 */
public final class TemporaryPolicy {

	public static final String NAME = "Postern: for a while";

	/** An address that cannot exist, for a policy that must stand and let nobody in. */
	private static final EmailAddress NOBODY = EmailAddress.of("nobody@postern.invalid");

	private TemporaryPolicy() {
	}

	/** Whether a policy is this one. */
	public static boolean isOne(Policy policy) {
		return policy.decision() == Decision.ALLOW && policy.name().equals(NAME);
	}

	/**
	 * Policies of an application with these people let in for a while.
	 * @param session how long a login by it may last
	 */
	public static List<Policy> added(List<Policy> policies, Collection<EmailAddress> people, Duration session) {
		if (people.isEmpty()) {
			return policies;
		}
		List<Policy> allowing = policies.stream().filter(Policy::allows).toList();
		Policy temporary = new Policy(NAME, Decision.ALLOW, selectors(people),
				common(allowing.stream().map(Policy::require).toList()),
				common(allowing.stream().map(Policy::exclude).toList()), Terms.NONE.withSession(session),
				JsonNodeFactory.instance.objectNode());
		List<Policy> all = new ArrayList<>(policies);
		all.add(place(policies), temporary);
		return all;
	}

	/** Behind all others, but for one that denies everybody: no later one is asked. */
	private static int place(List<Policy> policies) {
		for (int i = 0; i < policies.size(); i++) {
			Policy policy = policies.get(i);
			if (policy.decision() == Decision.DENY && policy.include().contains(new Selector.Everyone())
					&& policy.require().isEmpty() && policy.exclude().isEmpty()) {
				return i;
			}
		}
		return policies.size();
	}

	/** The people whom it lets in. */
	public static Set<EmailAddress> people(List<Policy> policies) {
		return policies.stream()
			.filter(TemporaryPolicy::isOne)
			.flatMap((policy) -> policy.include().stream())
			.filter(Selector.Email.class::isInstance)
			.map((selector) -> ((Selector.Email) selector).email())
			.filter((email) -> !email.equals(NOBODY))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** How long a login by it lasts; empty where it does not say. */
	public static Optional<Duration> session(List<Policy> policies) {
		return policies.stream()
			.filter(TemporaryPolicy::isOne)
			.findFirst()
			.flatMap((policy) -> Optional.ofNullable(policy.terms().sessionDuration()));
	}

	/**
	 * The same policies where it lets in nobody else than these. It goes when nobody is
	 * left, unless no other policy allows anybody: an application without any that allows
	 * does not count as one that guards.
	 */
	public static List<Policy> narrowed(List<Policy> policies, Set<EmailAddress> staying) {
		boolean alone = policies.stream().noneMatch((policy) -> policy.allows() && !isOne(policy));
		return policies.stream().flatMap((policy) -> {
			if (!isOne(policy)) {
				return List.of(policy).stream();
			}
			List<Selector> left = policy.include()
				.stream()
				.filter((selector) -> selector instanceof Selector.Email(var email) && staying.contains(email))
				.toList();
			if (left.isEmpty() && !alone) {
				return List.<Policy>of().stream();
			}
			return List
				.of(new Policy(policy.name(), policy.decision(), left.isEmpty() ? selectors(List.of(NOBODY)) : left,
						policy.require(), policy.exclude(), policy.terms(), policy.more()))
				.stream();
		}).toList();
	}

	private static List<Selector> selectors(Collection<EmailAddress> people) {
		return people.stream().distinct().sorted().<Selector>map(Selector.Email::new).toList();
	}

	private static List<Selector> common(List<List<Selector>> lists) {
		List<Selector> common = new ArrayList<>(lists.isEmpty() ? List.of() : lists.getFirst());
		lists.forEach(common::retainAll);
		return common;
	}

}

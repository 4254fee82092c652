package dev.postern.rules.words;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.postern.rules.Policy;
import dev.postern.rules.Selector;

/**
 * Whom denials keep out, policy by policy in Cloudflare's order: not those whom an
 * earlier policy lets in already, and of a way in only those who could come by it.
 */
class Denials {

	private final List<Selector> letIn = new ArrayList<>();

	private final List<Policy> denials = new ArrayList<>();

	/** The next policy, which lets in. */
	void passed(Policy policy) {
		if (policy.require().isEmpty() && policy.exclude().isEmpty()) {
			this.letIn.addAll(policy.include());
		}
	}

	/** The next policy, which keeps out. */
	void add(Policy denial) {
		Policy left = naming(denial,
				denial.include().stream().filter((selector) -> this.letIn.stream().noneMatch(covers(selector))));
		if (!left.include().isEmpty()) {
			this.denials.add(left);
		}
	}

	/** Those of the denials so far that can decide about somebody who comes by a way. */
	List<Policy> of(Policy way) {
		return this.denials.stream()
			.map((denial) -> naming(denial, denial.include().stream().filter((selector) -> canComeBy(way, selector))))
			.filter((denial) -> !denial.include().isEmpty())
			.toList();
	}

	private static boolean canComeBy(Policy way, Selector selector) {
		return way.include().stream().anyMatch((include) -> !areApart(include, selector))
				&& way.require().stream().noneMatch((require) -> areApart(require, selector));
	}

	private static Predicate<Selector> covers(Selector selector) {
		return (wide) -> wide instanceof Selector.Everyone || wide.equals(selector)
				|| (wide instanceof Selector.EmailDomain(var domain) && selector instanceof Selector.Email(var email)
						&& email.domain().equals(domain));
	}

	/** Whether nobody can be meant by both; unknown is no. */
	private static boolean areApart(Selector one, Selector other) {
		if (isMachine(one) != isMachine(other) && (isAddress(one) || isAddress(other))) {
			return true;
		}
		return isAddress(one) && isAddress(other) && !one.equals(other) && !covers(other).test(one)
				&& !covers(one).test(other);
	}

	private static boolean isAddress(Selector selector) {
		return selector instanceof Selector.Email || selector instanceof Selector.EmailDomain;
	}

	private static boolean isMachine(Selector selector) {
		return selector instanceof Selector.ServiceToken || selector instanceof Selector.AnyServiceToken;
	}

	private static Policy naming(Policy denial, Stream<Selector> include) {
		return new Policy(denial.name(), denial.decision(), include.toList(), denial.require(), denial.exclude(),
				denial.terms(), denial.more());
	}

}

package dev.postern.reconcile.plan;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.TemporaryPolicy;

/**
 * What Postern settles of an Access application; everything else of it is left as it is.
 *
 * @param domain written as a {@link Destination} is
 * @param destinations the public hostnames that it protects, each written as a
 * {@link Destination} is
 * @param marked whether it carries Postern's tag
 * @param policies in order of precedence, canonical
 */
public record ApplicationSpec(String name, String type, String domain, List<String> destinations,
		Duration sessionDuration, boolean marked, List<Policy> policies) {

	/** The type that knows no policies but those that allow and deny. */
	private static final String BROWSER_RENDERED = "ssh";

	/** Kinds of application that are in front of no website: links and the like. */
	private static final Set<String> NOT_IN_FRONT = Set.of("bookmark", "saas", "dash_sso", "app_launcher", "warp",
			"biso", "infrastructure");

	private static final Set<Decision> FIRST = Set.of(Decision.NON_IDENTITY, Decision.BYPASS);

	public ApplicationSpec {
		destinations = List.copyOf(destinations);
		policies = PolicyCodec.canonical(policies);
	}

	/**
	 * What a server of ours wants. Its session duration is written into every policy that
	 * has none of its own, since Cloudflare would fill in 24 hours there, which outdo the
	 * application's.
	 */
	public static ApplicationSpec wanted(String name, String type, Hostname hostname, Duration sessionDuration,
			List<Policy> policies) {
		return new ApplicationSpec(name, type, hostname.value(), List.of(hostname.value()), sessionDuration, true,
				policies.stream().map((policy) -> policy.withDefaultSession(sessionDuration)).toList());
	}

	/** Whether Cloudflare asks it about requests to a website at all. */
	public boolean inFront() {
		return !NOT_IN_FRONT.contains(this.type);
	}

	/** Whether it stands in front of all of the hostname. */
	boolean covers(Hostname hostname) {
		return this.domain.equals(hostname.value()) || this.destinations.contains(hostname.value());
	}

	/**
	 * Whether anybody can get in by it, so that it really protects and not only exists,
	 * and nobody past it.
	 */
	boolean protects() {
		return this.policies.stream().anyMatch(Policy::allows) && (this.type.equals(BROWSER_RENDERED)
				|| this.policies.stream().noneMatch((policy) -> policy.decision() == Decision.BYPASS));
	}

	/**
	 * The same as an application of another type, without the policies that such a one
	 * cannot have: fewer get in, never more.
	 */
	ApplicationSpec ofType(String other) {
		if (other.equals(this.type)) {
			return this;
		}
		List<Policy> possible = this.policies.stream()
			.filter((policy) -> !other.equals(BROWSER_RENDERED) || !FIRST.contains(policy.decision()))
			.toList();
		return new ApplicationSpec(this.name, other, this.domain, this.destinations, this.sessionDuration, this.marked,
				possible);
	}

	/** The same, where nobody else than these is let in for a while. */
	ApplicationSpec lettingInForAWhile(Set<EmailAddress> people) {
		return new ApplicationSpec(this.name, this.type, this.domain, this.destinations, this.sessionDuration,
				this.marked, TemporaryPolicy.narrowed(this.policies, people));
	}

	/** Whether some who get in by the other may not get in by this; if in doubt, yes. */
	boolean mayTakeAwayFrom(ApplicationSpec other) {
		boolean denies = this.policies.stream()
			.anyMatch((policy) -> policy.decision() == Decision.DENY && !other.policies.contains(policy));
		return denies || !other.policies.stream().allMatch(this::admitsAllOf);
	}

	private boolean admitsAllOf(Policy other) {
		if (other.decision() == Decision.DENY) {
			return true;
		}
		return this.policies.stream()
			.anyMatch((policy) -> policy.decision() == other.decision() && policy.include().containsAll(other.include())
					&& other.require().containsAll(policy.require()) && other.exclude().containsAll(policy.exclude())
					&& policy.terms().equals(other.terms()) && policy.more().equals(other.more()));
	}

}

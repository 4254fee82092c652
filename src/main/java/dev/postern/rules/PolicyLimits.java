package dev.postern.rules;

/** How large the policies of one application may be. */
public final class PolicyLimits {

	/**
	 * The maximum of selectors in one list, and in all policies of an application
	 * together.
	 */
	public static final int MOST_SELECTORS = 1_000;

	/**
	 * The maximum of policies of one application. Cloudflare documents no such limit,
	 * only one of 1,000 rules. More policies than this have an order that nobody can
	 * oversee, and each one costs time at every login and at every lint.
	 */
	public static final int MOST_POLICIES = 50;

	private PolicyLimits() {
	}

}

package dev.postern.rules;

/** How large the policies of one application may be. */
public final class PolicyLimits {

	/** So many selectors a list may hold, and all policies together. */
	public static final int MOST_SELECTORS = 1_000;

	/**
	 * Cloudflare says nothing of how many policies an application may have, only that its
	 * rules are 1,000 at most. Nobody keeps their order in mind beyond these, and each
	 * more costs Cloudflare at every login and Postern at every look.
	 */
	public static final int MOST_POLICIES = 50;

	private PolicyLimits() {
	}

}

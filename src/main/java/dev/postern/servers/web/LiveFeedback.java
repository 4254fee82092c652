package dev.postern.servers.web;

import java.util.List;

/**
 * What a form's policies mean, as far as they make sense yet.
 *
 * @param whoGetsIn in words; empty while a policy is not complete
 * @param findings on all policies together
 */
record LiveFeedback(List<PolicyFeedback> policies, String whoGetsIn, List<FindingView> findings,
		PolicyTesterAnswer trial) {

	/**
	 * What one policy means.
	 *
	 * @param sentence empty while it is not complete
	 * @param problems what cannot be taken, in words
	 */
	record PolicyFeedback(String sentence, List<String> problems, List<FindingView> findings) {
	}

}

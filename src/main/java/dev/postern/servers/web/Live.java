package dev.postern.servers.web;

import java.util.List;

/**
 * What a form's policies mean, as far as they make sense yet.
 *
 * @param whoGetsIn in words; empty while a policy is not complete
 * @param remarks on all policies together
 */
record Live(List<OnPolicy> policies, String whoGetsIn, List<Remark> remarks, TrialAnswer trial) {

	/**
	 * What one policy means.
	 *
	 * @param sentence empty while it is not complete
	 * @param problems what cannot be taken, in words
	 */
	record OnPolicy(String sentence, List<String> problems, List<Remark> remarks) {
	}

}

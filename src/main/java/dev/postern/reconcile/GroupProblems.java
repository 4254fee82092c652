package dev.postern.reconcile;

import java.time.Instant;
import java.util.List;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.directory.GroupProblem;
import dev.postern.servers.Problem;
import org.jspecify.annotations.Nullable;

/** Puts what goes wrong with groups into problems that people can act on. */
final class GroupProblems {

	private GroupProblems() {
	}

	static GroupProblem of(CloudflareException exception) {
		Problem problem = Problems.of(exception);
		return new GroupProblem(problem.code(), problem.args(), problem.said(), null);
	}

	static GroupProblem nameTaken(String name) {
		return problem("name-taken", null, name);
	}

	static GroupProblem stillUsed(String name, CloudflareException.Rejected exception) {
		return problem("still-used", exception.getMessage(), name);
	}

	static GroupProblem perpetualDifference() {
		return problem("perpetual-difference", null);
	}

	static GroupProblem observeOnly() {
		return problem("observe-only", null);
	}

	static GroupProblem removalsNeedApproval(int removals) {
		return problem("removals-need-approval", null, String.valueOf(removals));
	}

	static GroupProblem retryingAt(GroupProblem problem, Instant retryAt) {
		return new GroupProblem(problem.code(), problem.args(), problem.said(), retryAt);
	}

	private static GroupProblem problem(String code, @Nullable String said, String... args) {
		return new GroupProblem(code, List.of(args), said, null);
	}

}

package dev.postern.servers.groups;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupLints;
import dev.postern.directory.groups.GroupReferences;
import dev.postern.directory.groups.GroupReview;
import dev.postern.directory.groups.GroupSpec;
import dev.postern.directory.groups.GroupUse;
import dev.postern.rules.Policy;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.evaluation.WorkLimit;
import dev.postern.rules.lint.LintContext;
import dev.postern.rules.lint.LintFinding;
import dev.postern.rules.lint.LintFinding.Severity;
import dev.postern.rules.lint.Linter;
import dev.postern.rules.words.Phrase;
import dev.postern.servers.ApplicationType;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.servers.policies.AppPolicies;
import dev.postern.servers.policies.KnownChoices;
import dev.postern.servers.policies.PolicyChoices;
import dev.postern.servers.risks.PolicyLints;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tells what other rules of a group risk: by themselves, and in the policies of the
 * servers that use the group. What is said already of the rules as they stand is not said
 * again, unless the group takes in more people than before because it asks less of them.
 */
@Component
class GroupEditLints implements GroupLints {

	private final Servers servers;

	private final KnownChoices choices;

	private final GroupEditWords words;

	GroupEditLints(Servers servers, KnownChoices choices, GroupEditWords words) {
		this.servers = servers;
		this.choices = choices;
		this.words = words;
	}

	@Override
	public GroupReview review(@Nullable Group before, GroupSpec after, List<GroupUse> uses) {
		PolicyChoices known = this.choices.now();
		List<GroupFinding> found = new ArrayList<>();
		ofItself(before, after.rules(), known).forEach((finding) -> found.add(new GroupFinding(finding, null)));
		if (before != null && !uses.isEmpty()) {
			found.addAll(ofServers(before, after.rules(), uses, known));
		}
		return new GroupReview(this.words.errors(found, after.name(), known),
				this.words.warnings(found, after.rules(), known));
	}

	private static List<LintFinding> ofItself(@Nullable Group before, RuleGroup after, PolicyChoices known) {
		LintContext context = known.lintContext(ApplicationType.SSH.wire());
		List<LintFinding> findings = withoutHints(Linter.lint(after, context));
		if (before == null || findings.isEmpty()) {
			return findings;
		}
		RuleGroup rules = before.spec().rules();
		Set<FindingKey> standing = keys(Linter.lint(rules, context));
		boolean wider = dropsConditions(rules, after);
		return findings.stream()
			.filter((finding) -> !standing.contains(FindingKey.of(finding))
					|| (wider && finding.severity() == Severity.WARNING))
			.toList();
	}

	private List<GroupFinding> ofServers(Group before, RuleGroup after, List<GroupUse> uses, PolicyChoices known) {
		Map<AppPolicies, List<LintFinding>> looked = new HashMap<>();
		WorkLimit limit = WorkLimit.ofManyReviews();
		List<GroupFinding> found = new ArrayList<>();
		for (Server server : this.servers.active(uses.stream().map(GroupUse::server).toList())) {
			looked.computeIfAbsent(server.spec().appPolicies(), (alike) -> ofServer(alike, before, after, known, limit))
				.forEach((finding) -> found.add(new GroupFinding(finding, server.spec().name())));
		}
		return found;
	}

	private static List<LintFinding> ofServer(AppPolicies policies, Group before, RuleGroup after, PolicyChoices known,
			WorkLimit limit) {
		LintContext context = known.lintContext(policies.applicationType());
		List<LintFinding> findings = withoutHints(
				PolicyLints.findings(policies.policies(), with(context, before, after), limit)
					.stream()
					.map((finding) -> limit.exhausted() ? raisedToWarning(finding) : finding)
					.toList());
		if (findings.isEmpty()) {
			return findings;
		}
		RuleGroup rules = before.spec().rules();
		Set<FindingKey> standing = keys(PolicyLints.findings(policies.policies(), with(context, before, rules), limit));
		boolean wider = dropsConditions(rules, after);
		return findings.stream()
			.filter((finding) -> !standing.contains(FindingKey.of(finding)) || (wider
					&& finding.severity() == Severity.WARNING && concerns(policies.policies(), finding, before)))
			.toList();
	}

	/** What has to be answered; where there is none, what stood before is not asked. */
	private static List<LintFinding> withoutHints(List<LintFinding> findings) {
		return findings.stream().filter((finding) -> finding.severity() != Severity.HINT).toList();
	}

	/**
	 * That servers are left out because there are so many is for somebody to say yes to.
	 */
	private static LintFinding raisedToWarning(LintFinding finding) {
		return finding.code().equals(Linter.NOT_LOOKED_OVER)
				? new LintFinding(Severity.WARNING, finding.code(), finding.path(), finding.args()) : finding;
	}

	private static LintContext with(LintContext context, Group group, RuleGroup rules) {
		return context.withEvaluationContext(context.evaluationContext().withGroup(group.id().value(), rules));
	}

	/** Whether a finding is about a policy that names the group. */
	private static boolean concerns(List<Policy> policies, LintFinding finding, Group group) {
		return PolicyLints.policy(finding, policies)
			.filter((policy) -> GroupReferences.in(List.of(policy)).contains(group.id().value()))
			.isPresent();
	}

	/** Whether people are in the group whom a condition kept out of it before. */
	private static boolean dropsConditions(RuleGroup before, RuleGroup after) {
		return !after.require().containsAll(before.require()) || !after.exclude().containsAll(before.exclude());
	}

	private static Set<FindingKey> keys(List<LintFinding> findings) {
		return findings.stream().map(FindingKey::of).collect(Collectors.toSet());
	}

	/** Equal for the same finding at the same policy. */
	private record FindingKey(Severity severity, String code, String policy, List<Phrase> args) {

		static FindingKey of(LintFinding finding) {
			String policy = finding.path().replaceFirst("\\.?(include|require|exclude).*", "");
			return new FindingKey(finding.severity(), finding.code(), policy, finding.args());
		}

	}

}

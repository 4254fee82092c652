package dev.postern.rules.lint;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.PolicyFormulas;
import dev.postern.rules.evaluation.WorkLimit;
import dev.postern.rules.lint.LintFinding.Severity;
import dev.postern.rules.words.Phrase;
import dev.postern.rules.words.SelectorWords;

/** One policy while it is looked over, and what was found. */
final class PolicyUnderReview {

	private final String path;

	private final Policy policy;

	private final LintContext context;

	private final WorkLimit limit;

	private final GroupExpansion expansion;

	private final Set<LintFinding> findings = new LinkedHashSet<>();

	PolicyUnderReview(int index, Policy policy, LintContext context, WorkLimit limit) {
		this.limit = limit;
		this.path = "policies[%d]".formatted(index);
		this.policy = policy;
		this.context = context;
		this.expansion = new GroupExpansion(context.evaluationContext().groups());
	}

	Policy policy() {
		return this.policy;
	}

	LintContext context() {
		return this.context;
	}

	List<LintFinding> findings() {
		return List.copyOf(this.findings);
	}

	boolean hasErrors() {
		return this.findings.stream().anyMatch((finding) -> finding.severity() == Severity.ERROR);
	}

	/** Whom a selector means, a known group by its members. */
	List<GroupExpansion.Expanded> expand(Selector selector) {
		return this.expansion.expand(selector);
	}

	/** Whether Cloudflare takes no notice of the policy here. */
	boolean ignored() {
		return this.context.evaluationContext().ignores(this.policy.decision());
	}

	/** Something about the policy as a whole. */
	void report(Severity severity, String code) {
		this.findings.add(new LintFinding(severity, code, this.path, List.of(Phrase.value(this.policy.name()))));
	}

	/** Something about a part of the policy: one of its lists or one of its fields. */
	void report(Severity severity, String code, String part, Phrase... args) {
		this.findings.add(new LintFinding(severity, code, this.path + "." + part, List.of(args)));
	}

	/** Something about a selector of one of its lists. */
	void report(Severity severity, String code, String list, int index, Phrase... args) {
		report(severity, code, "%s[%d]".formatted(list, index), args);
	}

	/** What the policy means for each kind of those whom such policies can be about. */
	List<PolicyFormulas> formulas() {
		return PolicyFormulas.of(this.policy, this.context.evaluationContext(), this.limit);
	}

	/** What it may still take. */
	WorkLimit limit() {
		return this.limit;
	}

	/** The three lists by their names, as they are asked. */
	static List<Part> parts(Policy policy) {
		return List.of(new Part("include", policy.include()), new Part("require", policy.require()),
				new Part("exclude", policy.exclude()));
	}

	static Phrase describe(Selector selector) {
		return SelectorWords.PEOPLE.say(selector);
	}

	/** One of the lists of a policy. */
	record Part(String name, List<Selector> selectors) {
	}

}

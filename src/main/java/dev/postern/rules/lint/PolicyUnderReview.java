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

/** One policy that lints check, and their findings. */
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

	/** Expands a selector if it is a known group. */
	List<GroupExpansion.Expanded> expand(Selector selector) {
		return this.expansion.expand(selector);
	}

	/** Whether Cloudflare ignores the policy for this type of application. */
	boolean ignored() {
		return this.context.evaluationContext().ignores(this.policy.decision());
	}

	/** Reports a problem of the whole policy. */
	void report(Severity severity, String code) {
		this.findings.add(new LintFinding(severity, code, this.path, List.of(Phrase.value(this.policy.name()))));
	}

	/** Reports a problem of a part of the policy: one of its lists or fields. */
	void report(Severity severity, String code, String part, Phrase... args) {
		this.findings.add(new LintFinding(severity, code, this.path + "." + part, List.of(args)));
	}

	/** Reports a problem of one selector. */
	void report(Severity severity, String code, String list, int index, Phrase... args) {
		report(severity, code, "%s[%d]".formatted(list, index), args);
	}

	/** The formulas of the policy for people, and for machines if it needs no login. */
	List<PolicyFormulas> formulas() {
		return PolicyFormulas.of(this.policy, this.context.evaluationContext(), this.limit);
	}

	/** The limit for the work of all lints. */
	WorkLimit limit() {
		return this.limit;
	}

	/** The three lists of selectors with their names. */
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

package dev.postern.servers.risks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.postern.kernel.FieldProblem;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.WorkLimit;
import dev.postern.rules.lint.LintContext;
import dev.postern.rules.lint.LintFinding;
import dev.postern.rules.lint.LintFinding.Severity;
import dev.postern.rules.lint.Linter;
import dev.postern.servers.policies.AppPolicies;
import dev.postern.servers.policies.KnownChoices;
import dev.postern.servers.policies.PolicyChoices;
import dev.postern.servers.policies.PolicyWords;
import dev.postern.ui.WarningView;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Looks policies of servers over before they are stored. */
@Component
public class PolicyLints {

	private static final String CODES = "rules.lint.";

	private static final String NOBODY = CODES + "nobody-gets-in";

	private static final Pattern PATH = Pattern.compile("policies\\[(\\d+)](?:\\.(\\w+)\\[(\\d+)])?.*");

	private final KnownChoices choices;

	private final PolicyWords words;

	PolicyLints(KnownChoices choices, PolicyWords words) {
		this.choices = choices;
		this.words = words;
	}

	/** Everything that is wrong, risky or odd, in the order of the policies. */
	public List<LintFinding> findings(AppPolicies entered, PolicyChoices known) {
		return findings(entered.policies(), known.lintContext(entered.applicationType()), WorkLimit.ofOneReview());
	}

	/** The same where this is known around the policies, for so much of an effort. */
	public static List<LintFinding> findings(List<Policy> policies, LintContext context, WorkLimit limit) {
		List<LintFinding> findings = Linter.lint(policies, context, limit);
		boolean explained = findings.stream()
			.anyMatch((finding) -> finding.severity() == Severity.ERROR && !finding.code().equals(NOBODY));
		return findings.stream().filter((finding) -> !explained || !finding.code().equals(NOBODY)).toList();
	}

	/** What is wrong with policies that were entered, at the fields of a draft. */
	public List<FieldProblem> errors(AppPolicies entered) {
		List<Policy> policies = entered.policies();
		return findings(entered, this.choices.now()).stream()
			.filter((finding) -> finding.severity() == Severity.ERROR)
			.map((finding) -> FieldProblem.of(finding.path(), value(finding.path(), policies), "servers.error.lint",
					this.words.of(finding.what()), this.words.of(finding.why()), this.words.of(finding.remedy())))
			.toList();
	}

	/**
	 * What somebody has to say yes to. What stands already in policies that stay as they
	 * are is not asked again.
	 * @param before {@code null} for a new server
	 */
	public List<PolicyWarning> warnings(AppPolicies entered, @Nullable AppPolicies before) {
		List<String> standing = (before != null) ? fingerprint(before) : new ArrayList<>();
		return warnings(entered).stream().filter((warning) -> !standing.remove(fingerprint(warning, entered))).toList();
	}

	/** The same in words. */
	public List<WarningView> describe(List<PolicyWarning> warnings) {
		return warnings.stream().map(this::describe).toList();
	}

	private WarningView describe(PolicyWarning warning) {
		LintFinding first = warning.findings().getFirst();
		String what = warning.findings()
			.stream()
			.map((finding) -> this.words.of(finding.what()))
			.distinct()
			.collect(Collectors.joining(" "));
		return new WarningView(warning.id(), first.path(), what, this.words.of(first.why()),
				this.words.of(first.remedy()));
	}

	private List<PolicyWarning> warnings(AppPolicies entered) {
		Map<String, PolicyWarning> warnings = new LinkedHashMap<>();
		for (LintFinding finding : findings(entered, this.choices.now())) {
			if (finding.severity() == Severity.WARNING) {
				String code = finding.code().substring(CODES.length());
				PolicyWarning one = new PolicyWarning(code, policy(finding.path()), List.of(finding));
				warnings.merge(one.id(), one, PolicyLints::merge);
			}
		}
		return List.copyOf(warnings.values());
	}

	/** The policy that a finding is about; empty when it is about all together. */
	public static Optional<Policy> policy(LintFinding finding, List<Policy> policies) {
		int place = policy(finding.path());
		return (place > 0) ? Optional.of(policies.get(place - 1)) : Optional.empty();
	}

	private static PolicyWarning merge(PolicyWarning one, PolicyWarning other) {
		List<LintFinding> all = new ArrayList<>(one.findings());
		all.addAll(other.findings());
		return new PolicyWarning(one.code(), one.policy(), all);
	}

	private List<String> fingerprint(AppPolicies standing) {
		return warnings(standing).stream()
			.map((warning) -> fingerprint(warning, standing))
			.collect(Collectors.toCollection(ArrayList::new));
	}

	/** Equal for the same risk of the same policy, wherever in the list it stands. */
	private static String fingerprint(PolicyWarning warning, AppPolicies all) {
		List<Policy> about = (warning.policy() > 0) ? List.of(all.policies().get(warning.policy() - 1))
				: all.policies();
		return String.join(" ", all.applicationType(), warning.code(),
				PolicyCodec.write(PolicyCodec.canonical(about)).toString(),
				warning.findings().stream().map((finding) -> finding.args().toString()).sorted().toList().toString());
	}

	private static int policy(String path) {
		Matcher matcher = PATH.matcher(path);
		return matcher.matches() ? Integer.parseInt(matcher.group(1)) + 1 : 0;
	}

	private static String value(String path, List<Policy> policies) {
		Matcher matcher = PATH.matcher(path);
		if (!matcher.matches()) {
			return "";
		}
		Policy policy = policies.get(Integer.parseInt(matcher.group(1)));
		return Optional.ofNullable(matcher.group(3))
			.map((index) -> list(policy, matcher.group(2)).get(Integer.parseInt(index)))
			.map((selector) -> PolicyCodec.write(selector).toString())
			.orElse(policy.name());
	}

	private static List<Selector> list(Policy policy, String name) {
		return switch (name) {
			case "require" -> policy.require();
			case "exclude" -> policy.exclude();
			default -> policy.include();
		};
	}

}

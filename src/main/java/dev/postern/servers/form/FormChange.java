package dev.postern.servers.form;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A form as a button changed it. What makes no sense changes nothing.
 *
 * @param focus the id of the element to go on at
 */
public record FormChange(ServerForm form, String focus) {

	private static final Set<String> PARTS = Set.of("include", "require", "exclude");

	/**
	 * Changes the form as the button wants it.
	 * @param action for example {@code add-rule:0:include:email}
	 * @param policyName the name of a policy that is added
	 */
	public static FormChange of(ServerForm form, String action, String policyName) {
		String[] words = action.split(":", -1);
		List<PolicyForm> policies = new ArrayList<>(form.policies());
		if (words[0].equals("add-policy")) {
			policies.add(PolicyForm.empty(free(policyName, policies)));
			return new FormChange(form.with(policies), "policies[%d].include[0].values".formatted(policies.size() - 1));
		}
		if (PolicyTemplate.of(action).isPresent() && form.isWithoutRules()) {
			return new FormChange(form.with(List.of(PolicyTemplate.of(action).get().policy(policyName))),
					"policies[0].include[0].values");
		}
		int at = number(words, 1);
		if (at < 0 || at >= policies.size()) {
			return new FormChange(form, "");
		}
		String focus = switch (words[0]) {
			case "duplicate-policy" -> duplicated(policies, at);
			case "remove-policy" -> removed(policies, at);
			case "up-policy" -> moved(policies, at, Math.max(0, at - 1));
			case "down-policy" -> moved(policies, at, Math.min(policies.size() - 1, at + 1));
			case "add-rule", "remove-rule" -> changed(policies, at, words);
			case "add-approvers", "remove-approvers" -> approvers(policies, at, words);
			default -> "";
		};
		return new FormChange(form.with(policies), focus);
	}

	private static String duplicated(List<PolicyForm> policies, int at) {
		PolicyForm policy = policies.get(at);
		policies.add(at + 1, policy.named(free(policy.name(), policies)));
		return "policies[%d].name".formatted(at + 1);
	}

	private static String removed(List<PolicyForm> policies, int at) {
		policies.remove(at);
		return policies.isEmpty() ? "add-policy" : "policies[%d]".formatted(Math.min(at, policies.size() - 1));
	}

	private static String moved(List<PolicyForm> policies, int from, int to) {
		Collections.swap(policies, from, to);
		boolean goesOn = (to < from) ? to > 0 : to < policies.size() - 1;
		return (((to < from) == goesOn) ? "up-policy:" : "down-policy:") + to;
	}

	private static String changed(List<PolicyForm> policies, int at, String[] words) {
		if (words.length != 4 || !PARTS.contains(words[2])) {
			return "";
		}
		String path = "policies[%d].%s".formatted(at, words[2]);
		List<RuleForm> rows = new ArrayList<>(policies.get(at).rows(words[2]));
		RuleKind kind = RuleKind.of(words[3]).orElse(null);
		int row = number(words, 3);
		if (words[0].equals("add-rule") && kind != null) {
			rows.add(RuleForm.empty(kind));
			path = "%s[%d].%s".formatted(path, rows.size() - 1, kind.ofProvider() ? "provider" : "values");
		}
		else if (words[0].equals("remove-rule") && row >= 0 && row < rows.size()) {
			rows.remove(row);
		}
		else {
			return "";
		}
		policies.set(at, policies.get(at).with(words[2], rows));
		return path;
	}

	private static String approvers(List<PolicyForm> policies, int at, String[] words) {
		PolicyForm policy = policies.get(at);
		List<ApproversForm> groups = new ArrayList<>(policy.terms().approvers());
		String focus = "add-approvers:" + at;
		int group = number(words, 2);
		if (words[0].equals("add-approvers")) {
			focus = "policies[%d].terms.approvers[%d].addresses".formatted(at, groups.size());
			groups.add(ApproversForm.empty());
		}
		else if (group >= 0 && group < groups.size()) {
			groups.remove(group);
		}
		policies.set(at, policy.with(policy.terms().with(groups)));
		return focus;
	}

	/** The name, with a number where another policy has it already. */
	private static String free(String name, List<PolicyForm> policies) {
		String bare = name.replaceFirst(" \\(\\d{1,4}\\)$", "");
		return IntStream.rangeClosed(1, policies.size() + 1)
			.mapToObj((i) -> (i == 1) ? bare : "%s (%d)".formatted(bare, i))
			.filter((free) -> policies.stream().noneMatch((policy) -> policy.name().equals(free)))
			.findFirst()
			.orElseThrow();
	}

	private static int number(String[] words, int at) {
		return (words.length > at && words[at].matches("\\d{1,6}")) ? Integer.parseInt(words[at]) : -1;
	}

}

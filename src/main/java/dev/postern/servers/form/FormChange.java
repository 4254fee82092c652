package dev.postern.servers.form;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * A change of a form's shape that a button asks for, for example
 * {@code add-rule:0:include:email}. What makes no sense changes nothing.
 */
public final class FormChange {

	private static final Set<String> KINDS = Set.of("email", "email_domain", "geo", "ip", "everyone");

	private static final Set<String> PARTS = Set.of("include", "require", "exclude");

	private FormChange() {
	}

	/**
	 * The form as the button wants it.
	 * @param policyName the name of a policy that is added
	 */
	public static ServerForm apply(ServerForm form, String action, String policyName) {
		String[] words = action.split(":");
		List<PolicyForm> policies = new ArrayList<>(form.policies());
		if (words[0].equals("add-policy")) {
			policies.add(PolicyForm.empty(policyName));
			return form.with(policies);
		}
		int at = number(words, 1);
		if (at < 0 || at >= policies.size()) {
			return form;
		}
		switch (words[0]) {
			case "remove-policy" -> policies.remove(at);
			case "up-policy" -> Collections.swap(policies, at, Math.max(0, at - 1));
			case "down-policy" -> Collections.swap(policies, at, Math.min(policies.size() - 1, at + 1));
			case "add-rule", "remove-rule" -> policies.set(at, changed(policies.get(at), words));
			default -> {
			}
		}
		return form.with(policies);
	}

	private static PolicyForm changed(PolicyForm policy, String[] words) {
		if (words.length != 4 || !PARTS.contains(words[2])) {
			return policy;
		}
		List<RuleForm> rows = new ArrayList<>(policy.rows(words[2]));
		if (words[0].equals("add-rule") && KINDS.contains(words[3])) {
			rows.add(new RuleForm(words[3], ""));
		}
		int row = number(words, 3);
		if (words[0].equals("remove-rule") && row >= 0 && row < rows.size()) {
			rows.remove(row);
		}
		return policy.with(words[2], rows);
	}

	private static int number(String[] words, int at) {
		return (words.length > at && words[at].matches("\\d{1,6}")) ? Integer.parseInt(words[at]) : -1;
	}

}

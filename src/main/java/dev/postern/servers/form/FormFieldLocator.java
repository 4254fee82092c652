package dev.postern.servers.form;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.kernel.FieldProblem;
import dev.postern.servers.form.RuleJson.Origin;

import org.springframework.context.support.DefaultMessageSourceResolvable;

/** Leads from a place in Cloudflare's JSON to the field of the form it came from. */
final class FormFieldLocator {

	private static final Pattern SELECTOR = Pattern
		.compile("(policies\\[(\\d+)])\\.(include|require|exclude)\\[(\\d+)](?:\\.[^.]+\\.([a-z_]+))?.*");

	private static final Pattern POLICY = Pattern.compile("policies\\[(\\d{1,6})](.*)");

	private static final Pattern TERM = Pattern.compile("(policies\\[\\d+])\\.([a-z_]+)(\\[\\d+])?(?:\\.([a-z_]+))?.*");

	private static final Map<String, String> TERMS = Map.of("session_duration", "sessionDuration",
			"purpose_justification_required", "reasonRequired", "purpose_justification_prompt", "reasonPrompt",
			"approval_required", "approvalRequired", "approval_groups", "approvers", "mfa_config", "authenticators",
			"isolation_required", "isolationRequired");

	private static final Map<String, String> WITHIN = Map.of("approvals_needed", "needed", "email_addresses",
			"addresses", "email_list_uuid", "list");

	private static final int MANY = 2;

	private final List<PolicyForm> policies;

	FormFieldLocator(List<PolicyForm> policies) {
		this.policies = policies;
	}

	/**
	 * Leads a problem from its place in the policies' JSON to the form's field, and says
	 * in which line of the field the value stands.
	 */
	FieldProblem locate(FieldProblem told) {
		FieldProblem problem = new FieldProblem(inForm(told.field()), told.value(), told.code(), told.args());
		Matcher selector = SELECTOR.matcher(problem.field());
		if (!selector.matches()) {
			return new FieldProblem(fieldOf(problem.field()), problem.value(), problem.code(), problem.args());
		}
		PolicyForm policy = this.policies.get(Integer.parseInt(selector.group(2)));
		List<Origin> places = PolicyJson.rules(policy, selector.group(3)).origins();
		Origin origin = places.get(Integer.parseInt(selector.group(4)));
		RuleForm row = policy.rows(selector.group(3)).get(origin.row());
		String column = column(row, selector.group(5));
		String field = "%s.%s[%d].%s".formatted(selector.group(1), selector.group(3), origin.row(), column);
		if (problem.value().isBlank() || problem.value().equals("[]")) {
			return FieldProblem.of(field, "", "servers.error.rule.blank");
		}
		if (column.equals("values") && row.values().lines().limit(MANY).count() == MANY) {
			return atLine(problem, field, origin.line());
		}
		return new FieldProblem(field, problem.value(), problem.code(), problem.args());
	}

	/** The field of the form that a path in JSON leads to. */
	String field(String path) {
		return fieldOf(inForm(path));
	}

	/** The same path with the policy's place in the form, where untouched ones count. */
	private String inForm(String path) {
		Matcher policy = POLICY.matcher(path);
		if (!policy.matches()) {
			return path;
		}
		int at = Integer.parseInt(policy.group(1));
		List<Integer> written = PolicyJson.written(this.policies);
		return (at < written.size()) ? "policies[%d]%s".formatted(written.get(at), policy.group(2)) : path;
	}

	private String fieldOf(String path) {
		Matcher selector = SELECTOR.matcher(path);
		if (selector.matches()) {
			PolicyForm policy = this.policies.get(Integer.parseInt(selector.group(2)));
			List<Origin> places = PolicyJson.rules(policy, selector.group(3)).origins();
			return "%s.%s[%d].values".formatted(selector.group(1), selector.group(3),
					places.get(Integer.parseInt(selector.group(4))).row());
		}
		Matcher term = TERM.matcher(path);
		String name = term.matches() ? TERMS.get(term.group(2)) : null;
		if (name == null) {
			return path;
		}
		String field = term.group(1) + ".terms." + name;
		if (name.equals("approvers") && term.group(3) != null) {
			String within = (term.group(4) != null) ? WITHIN.get(term.group(4)) : null;
			return field + term.group(3) + "." + ((within != null) ? within : "addresses");
		}
		return (name.equals("authenticators") && "session_duration".equals(term.group(4)))
				? term.group(1) + ".terms.mfaDuration" : field;
	}

	private static String column(RuleForm row, String jsonField) {
		RuleKind kind = row.known();
		if (kind != null && RuleForm.PROVIDER.equals(jsonField)) {
			return "provider";
		}
		return (kind != null && kind.nameField().equals(jsonField)) ? "name" : "values";
	}

	private static FieldProblem atLine(FieldProblem problem, String field, int line) {
		return FieldProblem.of(field, problem.value(), "servers.error.at-line", line,
				new DefaultMessageSourceResolvable(new String[] { problem.code() }, problem.textArgs()));
	}

}

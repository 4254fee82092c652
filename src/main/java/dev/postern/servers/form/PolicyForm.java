package dev.postern.servers.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One policy as a form holds it.
 *
 * @param more all other fields of the policy, as a JSON object
 */
public record PolicyForm(String name, String decision, List<RuleForm> include, List<RuleForm> require,
		List<RuleForm> exclude, String more) {

	private static final String NOTHING_MORE = "{}";

	public PolicyForm(@Nullable String name, @Nullable String decision, @Nullable List<RuleForm> include,
			@Nullable List<RuleForm> require, @Nullable List<RuleForm> exclude, @Nullable String more) {
		this.name = Objects.requireNonNullElse(name, "");
		this.decision = Objects.requireNonNullElse(decision, Decision.ALLOW.wire());
		this.include = Filled.in(include);
		this.require = Filled.in(require);
		this.exclude = Filled.in(exclude);
		this.more = Objects.requireNonNullElse(more, NOTHING_MORE);
	}

	static PolicyForm of(Policy policy) {
		return new PolicyForm(policy.name(), policy.decision().wire(), rows(policy.include()), rows(policy.require()),
				rows(policy.exclude()), policy.rest().toString());
	}

	/** What a new policy begins with. */
	static PolicyForm empty(String name) {
		return new PolicyForm(name, null, List.of(new RuleForm("email", "")), null, null, null);
	}

	/**
	 * The rows of one part.
	 * @param part {@code include}, {@code require} or {@code exclude}
	 */
	public List<RuleForm> rows(String part) {
		return switch (part) {
			case "require" -> this.require;
			case "exclude" -> this.exclude;
			default -> this.include;
		};
	}

	/** A list of just this policy, in Cloudflare's shape. */
	public JsonNode toJson() {
		return FormPolicies.write(List.of(this));
	}

	PolicyForm with(String part, List<RuleForm> rows) {
		return switch (part) {
			case "require" ->
				new PolicyForm(this.name, this.decision, this.include, List.copyOf(rows), this.exclude, this.more);
			case "exclude" ->
				new PolicyForm(this.name, this.decision, this.include, this.require, List.copyOf(rows), this.more);
			default ->
				new PolicyForm(this.name, this.decision, List.copyOf(rows), this.require, this.exclude, this.more);
		};
	}

	private static List<RuleForm> rows(List<Selector> selectors) {
		List<RuleForm> rows = new ArrayList<>();
		for (Selector selector : selectors) {
			RuleForm row = RuleForm.of(selector);
			if (!rows.isEmpty() && rows.getLast().joins(row)) {
				rows.add(rows.removeLast().with(row));
			}
			else {
				rows.add(row);
			}
		}
		return rows;
	}

}

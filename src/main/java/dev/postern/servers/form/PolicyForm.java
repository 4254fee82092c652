package dev.postern.servers.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.rules.Terms;
import org.jspecify.annotations.Nullable;

/**
 * One policy as a form holds it.
 *
 * @param more all fields of the policy that Postern does not interpret, as a JSON object
 */
public record PolicyForm(String name, String decision, List<RuleForm> include, List<RuleForm> require,
		List<RuleForm> exclude, TermsForm terms, String more) {

	private static final String NOTHING_MORE = "{}";

	public PolicyForm(@Nullable String name, @Nullable String decision, @Nullable List<RuleForm> include,
			@Nullable List<RuleForm> require, @Nullable List<RuleForm> exclude, @Nullable TermsForm terms,
			@Nullable String more) {
		this.name = Objects.requireNonNullElse(name, "");
		this.decision = Objects.requireNonNullElse(decision, Decision.ALLOW.wire());
		this.include = NonNulls.in(include);
		this.require = NonNulls.in(require);
		this.exclude = NonNulls.in(exclude);
		this.terms = (terms != null) ? terms : TermsForm.of(Terms.NONE);
		this.more = Objects.requireNonNullElse(more, NOTHING_MORE);
	}

	static PolicyForm of(Policy policy) {
		return new PolicyForm(policy.name(), policy.decision().wire(), rows(policy.include()), rows(policy.require()),
				rows(policy.exclude()), TermsForm.of(policy.terms()), policy.more().toString());
	}

	/** A policy that lets in whom these rows name once they are filled in. */
	static PolicyForm allowing(String name, List<RuleKind> include, List<RuleKind> require) {
		return new PolicyForm(name, null, include.stream().map(RuleForm::empty).toList(),
				require.stream().map(RuleForm::empty).toList(), null, null, null);
	}

	/** What a new policy begins with. */
	static PolicyForm empty(String name) {
		return allowing(name, List.of(RuleKind.EMAIL), List.of());
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

	/** Whether nothing was filled in, so that it says nothing. */
	public boolean isUntouched() {
		return isBlank() && this.decision.equals(Decision.ALLOW.wire());
	}

	/** Whether all of it is still to be filled in. */
	boolean isBlank() {
		return this.include.stream().allMatch(RuleForm::isBlank) && this.require.stream().allMatch(RuleForm::isBlank)
				&& this.exclude.stream().allMatch(RuleForm::isBlank) && !this.terms.asksAnything()
				&& this.more.equals(NOTHING_MORE);
	}

	PolicyForm named(String name) {
		return new PolicyForm(name, this.decision, this.include, this.require, this.exclude, this.terms, this.more);
	}

	PolicyForm with(TermsForm terms) {
		return new PolicyForm(this.name, this.decision, this.include, this.require, this.exclude, terms, this.more);
	}

	PolicyForm with(String part, List<RuleForm> rows) {
		return switch (part) {
			case "require" -> new PolicyForm(this.name, this.decision, this.include, List.copyOf(rows), this.exclude,
					this.terms, this.more);
			case "exclude" -> new PolicyForm(this.name, this.decision, this.include, this.require, List.copyOf(rows),
					this.terms, this.more);
			default -> new PolicyForm(this.name, this.decision, List.copyOf(rows), this.require, this.exclude,
					this.terms, this.more);
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

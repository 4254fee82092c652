package dev.postern.servers.form;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormChangeTests {

	private static final ServerForm EMPTY = ServerForm.empty("", "Allow");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			start:person  | email        |
			start:domain  | email_domain |
			start:country | email_domain | geo
			start:office  | email_domain | ip
			""")
	void aUsualCaseFillsTheFirstPolicyAndNarrowsItByRequire(String action, String whom, String narrowed) {
		FormChange change = FormChange.of(EMPTY, action, "Team");

		PolicyForm policy = change.form().policies().getFirst();
		assertThat(policy.name()).isEqualTo("Team");
		assertThat(policy.include()).extracting(RuleForm::kind).containsExactly(whom);
		assertThat(policy.require()).extracting(RuleForm::kind)
			.isEqualTo((narrowed != null) ? List.of(narrowed) : List.of());
		assertThat(change.focus()).isEqualTo("policies[0].include[0].values");
	}

	@Test
	void aUsualCaseTakesNothingAwayThatWasSaid() {
		ServerForm begun = EMPTY.with(
				List.of(EMPTY.policies().getFirst().with("include", List.of(new RuleForm("email", "", "", "a@b.c")))));

		assertThat(FormChange.of(begun, "start:office", "Team").form()).isEqualTo(begun);
	}

	@Test
	void aDuplicateStandsBelowUnderANameOfItsOwn() {
		FormChange once = FormChange.of(EMPTY, "duplicate-policy:0", "");
		FormChange twice = FormChange.of(once.form(), "duplicate-policy:0", "");

		assertThat(twice.form().policies()).extracting(PolicyForm::name)
			.containsExactly("Allow", "Allow (3)", "Allow (2)");
		assertThat(twice.form().policies().get(1).include()).isEqualTo(EMPTY.policies().getFirst().include());
		assertThat(once.focus()).isEqualTo("policies[1].name");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			up-policy:2     | A,C,B | up-policy:1
			up-policy:1     | B,A,C | down-policy:0
			up-policy:0     | A,B,C | down-policy:0
			down-policy:0   | B,A,C | down-policy:1
			down-policy:1   | A,C,B | up-policy:2
			down-policy:2   | A,B,C | up-policy:2
			remove-policy:1 | A,C   | policies[1]
			remove-policy:2 | A,B   | policies[1]
			add-policy      | A,B,C,Allow | policies[3].include[0].values
			""")
	void whoMovesPoliciesGoesOnWhereTheyAre(String action, String names, String focus) {
		ServerForm three = EMPTY.with(List.of(PolicyForm.empty("A"), PolicyForm.empty("B"), PolicyForm.empty("C")));

		FormChange change = FormChange.of(three, action, "Allow");

		assertThat(String.join(",", change.form().policies().stream().map(PolicyForm::name).toList())).isEqualTo(names);
		assertThat(change.focus()).isEqualTo(focus);
	}

	@Test
	void everyKindOfRuleCanBeAddedToEveryPart() {
		ServerForm form = EMPTY.with(List.of(new PolicyForm("x", null, null, null, null, null, null)));
		for (RuleKind kind : RuleKind.values()) {
			for (String part : List.of("include", "require", "exclude")) {
				form = FormChange.of(form, "add-rule:0:%s:%s".formatted(part, kind.key()), "").form();
			}
		}

		PolicyForm policy = form.policies().getFirst();
		for (List<RuleForm> rows : List.of(policy.include(), policy.require(), policy.exclude())) {
			assertThat(rows).extracting(RuleForm::known).containsExactly(RuleKind.values());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "add-rule", "add-rule:0", "add-rule:0:include", "add-rule:0:include:nothing",
			"add-rule:0:name:email", "add-rule:7:include:email", "add-rule:-1:include:email", "remove-rule:0:include:9",
			"remove-policy:99999999999", "start:everything", "remove-approvers:0:3", "add-rule:0:include:" })
	void whatMakesNoSenseChangesNothing(String action) {
		assertThat(FormChange.of(EMPTY, action, "x").form()).isEqualTo(EMPTY);
	}

}

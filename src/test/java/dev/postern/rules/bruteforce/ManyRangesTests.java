package dev.postern.rules.bruteforce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.EvaluationContext;
import dev.postern.rules.evaluation.Identity;
import dev.postern.rules.evaluation.PolicySet;
import dev.postern.rules.lint.LintContext;
import dev.postern.rules.lint.LintFinding;
import dev.postern.rules.lint.Linter;
import dev.postern.rules.words.Phrase;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** IP ranges, all of which tell addresses apart. */
class ManyRangesTests {

	private static final Identity SOMEBODY = new Identity(EmailAddress.of("x@example.com"));

	@Test
	void manyPoliciesThatNameTheSameGroupsStayWithinTheLimitOfWork() {
		EvaluationContext evaluationContext = groups(20);
		List<Policy> fifty = IntStream.range(0, 50)
			.mapToObj((i) -> policy((i % 2 == 0) ? Decision.ALLOW : Decision.DENY, evaluationContext))
			.toList();

		Access access = PolicySet.of(fifty, evaluationContext).evaluate(SOMEBODY);

		assertThat(access).isInstanceOf(Access.Depends.class)
			.extracting(Access::reason)
			.isNotEqualTo(Phrase.text("rules.why.too-much"));
	}

	@Test
	void moreThanCanBeToldApartIsSaidToBeTooMuch() {
		EvaluationContext evaluationContext = groups(76);
		List<Policy> policies = List.of(policy(Decision.ALLOW, evaluationContext));

		Access access = PolicySet.of(policies, evaluationContext).evaluate(SOMEBODY);
		List<LintFinding> findings = Linter.lint(policies, LintContext.of(evaluationContext));

		assertThat(access.reason()).isEqualTo(Phrase.text("rules.why.too-much"));
		assertThat(findings).extracting(LintFinding::code).containsExactly("rules.lint.not-looked-over");
	}

	private static EvaluationContext groups(int count) {
		Map<UUID, RuleGroup> groups = new LinkedHashMap<>();
		for (int i = 0; i < count; i++) {
			groups.put(new UUID(7, i),
					new RuleGroup(List.of(new Selector.EmailDomain("example.com")), nested(i), List.of()));
		}
		return new EvaluationContext("ssh", groups);
	}

	/** Ranges all round one address. */
	private static List<Selector> nested(int number) {
		List<Selector> nested = new ArrayList<>();
		for (int prefix = 128; prefix > 0; prefix--) {
			nested.add(new Selector.IpRange("%x:%x:1234:abcd:%x:5555:7777:9999/%d".formatted(0x2001 + number,
					0xdb8 + number, number + 1, prefix)));
		}
		return nested;
	}

	private static Policy policy(Decision decision, EvaluationContext evaluationContext) {
		return new Policy("x", decision,
				evaluationContext.groups().keySet().stream().sorted().<Selector>map(Selector.Group::new).toList(),
				List.of(), List.of(), JsonNodeFactory.instance.objectNode());
	}

}

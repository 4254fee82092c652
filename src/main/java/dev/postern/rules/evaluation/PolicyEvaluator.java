package dev.postern.rules.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.postern.rules.Policy;
import dev.postern.rules.evaluation.Access.Condition;
import dev.postern.rules.evaluation.Formula.Answer;
import dev.postern.rules.evaluation.Formula.Leaf;
import dev.postern.rules.words.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * Asks the policies about people or about machines. Where three-valued logic cannot tell,
 * it tries what may turn out, once for all of whom the same is known.
 */
final class PolicyEvaluator {

	/** So many judgements are tried for all who are asked about. */
	private static final int MOST_JUDGED = 1_500_000;

	private final List<CompiledPolicy> clauses;

	private final boolean machines;

	private final Formula entry;

	/** By what is known, as the space tells it apart. */
	private final Map<List<Integer>, Truth> entries = new HashMap<>();

	private final Map<List<Integer>, Access> dependent = new HashMap<>();

	private final WorkLimit effort = new WorkLimit(MOST_JUDGED);

	private @Nullable AnswerSpace space;

	PolicyEvaluator(List<Policy> policies, EvaluationContext setting, boolean machines) {
		this.clauses = CompiledPolicy.inOrder(policies, setting, machines);
		this.machines = machines;
		this.entry = CompiledPolicy.entry(this.clauses);
	}

	Access access(Identity identity) {
		Function<Leaf, Answer> known = (leaf) -> leaf.by(identity.answer(leaf.question()));
		List<CompiledPolicy> asked = new ArrayList<>();
		boolean sure = false;
		for (CompiledPolicy clause : this.clauses) {
			Truth match = clause.match().judge(known).truth();
			if (match != Truth.NO) {
				asked.add(clause);
			}
			if (match == Truth.YES) {
				sure = true;
				break;
			}
		}
		boolean allLetIn = asked.stream().allMatch((clause) -> clause.decision().letsIn());
		if (asked.stream().noneMatch((clause) -> clause.decision().letsIn())) {
			return denied(asked, sure, identity, known);
		}
		if (allLetIn && sure) {
			return allowed(asked, identity, known);
		}
		if (this.effort.spent() || space().tooLarge()) {
			return tooMuch(asked);
		}
		List<Integer> kinds = Arrays.stream(space().known(identity)).boxed().toList();
		Truth entry = this.entries.get(kinds);
		if (entry == null) {
			entry = searched(kinds);
			if (this.effort.spent()) {
				return tooMuch(asked);
			}
			this.entries.put(kinds, entry);
		}
		return switch (entry) {
			case YES -> allowed(deciding(asked, true), identity, known);
			case NO -> denied(deciding(asked, false), sure, identity, known);
			case UNKNOWN -> this.dependent.computeIfAbsent(kinds, (_) -> depends(asked, known));
		};
	}

	private Truth searched(List<Integer> kinds) {
		int[] known = kinds.stream().mapToInt(Integer::intValue).toArray();
		if (!Satisfiability.possible(this.entry, space(), known, Truth.YES, this.effort)) {
			return Truth.NO;
		}
		return Satisfiability.possible(this.entry, space(), known, Truth.NO, this.effort) ? Truth.UNKNOWN : Truth.YES;
	}

	private AnswerSpace space() {
		AnswerSpace space = this.space;
		if (space == null) {
			space = new AnswerSpace(this.entry);
			this.space = space;
		}
		return space;
	}

	private static List<CompiledPolicy> deciding(List<CompiledPolicy> asked, boolean letsIn) {
		return asked.stream().filter((clause) -> clause.decision().letsIn() == letsIn).toList();
	}

	private Access allowed(List<CompiledPolicy> by, Identity identity, Function<Leaf, Answer> known) {
		return new Access.Allowed(deciders(by),
				(by.size() == 1)
						? AccessExplanation.why("rules.why.allowed", by.getFirst(),
								by.getFirst().because(identity, known))
						: AccessExplanation.why("rules.why.allowed-by-one", by));
	}

	private Access denied(List<CompiledPolicy> by, boolean sure, Identity identity, Function<Leaf, Answer> known) {
		if (by.isEmpty()) {
			Phrase byDefault = Phrase.text(this.machines ? "rules.why.no-machine" : "rules.why.nothing-matches");
			return new Access.Denied(List.of(),
					this.clauses.stream()
						.filter((clause) -> clause.decision().letsIn())
						.flatMap((clause) -> clause.hurdle(known).stream())
						.findFirst()
						.orElse(byDefault));
		}
		return new Access.Denied(deciders(by),
				(sure && by.size() == 1)
						? AccessExplanation.why("rules.why.denied", by.getFirst(),
								by.getFirst().because(identity, known))
						: AccessExplanation.why("rules.why.denied-by-one", by));
	}

	private static Access depends(List<CompiledPolicy> asked, Function<Leaf, Answer> known) {
		Set<Fact> unknown = EnumSet.noneOf(Fact.class);
		List<Condition> conditions = new ArrayList<>();
		for (CompiledPolicy clause : asked) {
			Condition condition = clause.condition(known);
			conditions.add(condition);
			List.of(condition.anyOf(), condition.allOf(), condition.noneOf())
				.forEach((selectors) -> unknown.addAll(clause.unknown(selectors, known)));
		}
		return new Access.Depends(deciders(asked), unknown, conditions, AccessExplanation.of(conditions, Disclosure.ALL));
	}

	private static Access tooMuch(List<CompiledPolicy> asked) {
		return new Access.Depends(deciders(asked), Set.of(), List.of(), Phrase.text("rules.why.too-much"));
	}

	private static List<PolicyRef> deciders(List<CompiledPolicy> clauses) {
		return clauses.stream().map(CompiledPolicy::decider).toList();
	}

}

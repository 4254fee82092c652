package dev.postern.rules.evaluation;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.postern.rules.Decision;
import dev.postern.rules.Selector;
import dev.postern.rules.words.Phrase;

/**
 * The result of evaluating policies for an identity. The order is Cloudflare's: bypass
 * and non_identity policies first, then allow and deny, each in order of precedence; the
 * first that matches decides; the default is to deny.
 */
public sealed interface Access {

	/**
	 * The policies that decide, in order of evaluation. More than one if unknown facts
	 * determine which of them decides; none if no policy matches.
	 */
	List<PolicyRef> by();

	/** Why, in words. */
	Phrase reason();

	/** Access is allowed, whatever the unknown facts are. */
	record Allowed(List<PolicyRef> by, Phrase reason) implements Access {

		public Allowed {
			by = List.copyOf(by);
		}

	}

	/** Access is denied, whatever the unknown facts are. */
	record Denied(List<PolicyRef> by, Phrase reason) implements Access {

		public Denied {
			by = List.copyOf(by);
		}

	}

	/**
	 * Access depends on unknown facts.
	 *
	 * @param unknown what would have to be known; empty where the policies ask too much
	 * at once to be worked out
	 * @param conditions what is left of the policies once all that is known is filled in,
	 * in the order in which they are asked, as {@code by} names them
	 */
	record Depends(List<PolicyRef> by, Set<Fact> unknown, List<OpenCondition> conditions,
			Phrase reason) implements Access {

		public Depends {
			by = List.copyOf(by);
			EnumSet<Fact> sorted = EnumSet.noneOf(Fact.class);
			sorted.addAll(unknown);
			unknown = Collections.unmodifiableSet(sorted);
			conditions = List.copyOf(conditions);
		}

	}

	/**
	 * What one policy still requires once all known facts are applied.
	 *
	 * @param anyOf one of them must hold; empty when they are meant anyhow
	 * @param allOf all of them must hold
	 * @param noneOf none of them may hold
	 */
	record OpenCondition(Decision decision, List<Selector> anyOf, List<Selector> allOf, List<Selector> noneOf) {

		public OpenCondition {
			anyOf = List.copyOf(anyOf);
			allOf = List.copyOf(allOf);
			noneOf = List.copyOf(noneOf);
		}

	}

}

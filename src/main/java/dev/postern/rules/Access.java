package dev.postern.rules;

import java.util.List;

/**
 * Whether policies let a person in. Follows Cloudflare's order: bypass and non_identity
 * policies first, then allow and deny, each in order of precedence; the first that
 * matches decides, and nobody gets in by default.
 */
public sealed interface Access {

	/** The person gets in, wherever they are. */
	record Allowed() implements Access {
	}

	/** The person does not get in, wherever they are. */
	record Denied() implements Access {
	}

	/**
	 * It depends on what is known only when the person comes.
	 *
	 * @param conditions what is left of the policies once all that is known of the person
	 * is filled in, in the order in which they are asked
	 */
	record Depends(List<Condition> conditions) implements Access {

		public Depends {
			conditions = List.copyOf(conditions);
		}

	}

	/**
	 * What one policy still asks of a person.
	 *
	 * @param anyOf one of them must hold; empty when the person is meant anyhow
	 * @param allOf all of them must hold
	 * @param noneOf none of them may hold
	 */
	record Condition(Decision decision, List<Selector> anyOf, List<Selector> allOf, List<Selector> noneOf) {

		public Condition {
			anyOf = List.copyOf(anyOf);
			allOf = List.copyOf(allOf);
			noneOf = List.copyOf(noneOf);
		}

	}

	/** Asks the policies of one application, which come in order of precedence. */
	static Access evaluate(List<Policy> policies, Identity identity) {
		return new Evaluation(policies).of(identity);
	}

}

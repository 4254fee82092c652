package dev.postern.servers.web;

import dev.postern.kernel.InvalidInput;
import dev.postern.rules.Policies;
import dev.postern.servers.form.PolicyForm;
import dev.postern.servers.PolicyWords;

import org.springframework.stereotype.Component;

/** Says the policies of a form in words, as far as they make sense yet. */
@Component
class PolicySentences {

	private final PolicyWords words;

	PolicySentences(PolicyWords words) {
		this.words = words;
	}

	/** Empty while the policy is not complete. */
	String of(PolicyForm policy) {
		try {
			return this.words.of(Policies.read(policy.toJson()).getFirst());
		}
		catch (InvalidInput ex) {
			return "";
		}
	}

}

package dev.postern.servers.web;

import dev.postern.kernel.InvalidInput;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.words.PolicyExplanation;
import dev.postern.servers.form.PolicyForm;
import dev.postern.servers.form.PolicyJson;
import dev.postern.servers.policies.KnownChoices;
import dev.postern.servers.policies.PolicyWords;

import org.springframework.stereotype.Component;

/** Says the policies of a form in words, as far as they make sense yet. */
@Component
class PolicySentences {

	private final PolicyWords words;

	private final KnownChoices choices;

	PolicySentences(PolicyWords words, KnownChoices choices) {
		this.words = words;
		this.choices = choices;
	}

	/** Empty while the policy is not complete. */
	String of(PolicyForm policy) {
		try {
			return this.words.of(PolicyExplanation.of(PolicyCodec.read(PolicyJson.of(policy)).getFirst())
				.named(this.choices.now()::name));
		}
		catch (InvalidInput ex) {
			return "";
		}
	}

}

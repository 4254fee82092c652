package dev.postern.servers.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.Policy;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.Claims;
import dev.postern.rules.evaluation.EvaluationContext;
import dev.postern.rules.evaluation.Identity;
import dev.postern.rules.evaluation.PolicyRef;
import dev.postern.rules.evaluation.PolicySet;
import dev.postern.servers.policies.PolicyChoices;
import dev.postern.servers.policies.PolicyWords;
import dev.postern.ui.input.PastedText;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tries policies with somebody. */
@Component
class PolicyTester {

	private final PolicyWords words;

	private final MessageSource messages;

	PolicyTester(PolicyWords words, MessageSource messages) {
		this.words = words;
		this.messages = messages;
	}

	PolicyTesterAnswer of(PolicyTesterForm form, List<Policy> policies, EvaluationContext evaluationContext,
			PolicyChoices choices) {
		List<String> problems = new ArrayList<>();
		Identity somebody = identity(form, problems);
		if (!problems.isEmpty()) {
			return PolicyTesterAnswer.wrong(problems);
		}
		Access access = PolicySet.of(policies, evaluationContext).evaluate(somebody);
		String why = this.words.of(access.reason().named(choices::name));
		List<Integer> by = access.by().stream().map(PolicyRef::index).map((index) -> index + 1).toList();
		return switch (access) {
			case Access.Allowed _ -> new PolicyTesterAnswer("allowed", why, by, Set.of(), List.of());
			case Access.Denied _ -> new PolicyTesterAnswer("denied", why, by, Set.of(), List.of());
			case Access.Depends depends -> new PolicyTesterAnswer("depends", why, by, depends.unknown(), List.of());
		};
	}

	private Identity identity(PolicyTesterForm form, List<String> problems) {
		Identity somebody = Identity.somebody();
		if (!form.tryToken().isEmpty()) {
			somebody = read(form.tryToken(), "rules.service-token", problems, somebody,
					(token) -> Identity.machine(UUID.fromString(token)));
		}
		else if (!form.tryEmail().isEmpty()) {
			somebody = read(form.tryEmail(), "rules.email", problems, somebody,
					(email) -> new Identity(EmailAddress.of(email)));
		}
		if (!form.tryCountry().isEmpty()) {
			somebody = somebody.fromCountry(form.tryCountry());
		}
		if (!form.tryAddress().isEmpty()) {
			somebody = read(form.tryAddress(), "servers.error.try-address", problems, somebody, somebody::fromAddress);
		}
		return form.tryProvider().isEmpty() ? somebody
				: read(form.tryProvider(), "rules.login-method", problems, somebody, through(somebody, form));
	}

	/** Groups that were not named are not known. */
	private static Function<String, Identity> through(Identity somebody, PolicyTesterForm form) {
		Set<String> groups = Set.copyOf(PastedText.lines(form.tryGroups()));
		return (text) -> {
			UUID provider = UUID.fromString(text);
			Identity known = somebody.loggedInThrough(provider);
			return groups.isEmpty() ? known : known.withClaims(provider, Claims.ofGroups(groups));
		};
	}

	private Identity read(String text, String code, List<String> problems, Identity otherwise,
			Function<String, Identity> reading) {
		try {
			return reading.apply(text);
		}
		catch (IllegalArgumentException ex) {
			problems.add(this.messages.getMessage(code, new Object[] { text }, Locale.ENGLISH));
			return otherwise;
		}
	}

}

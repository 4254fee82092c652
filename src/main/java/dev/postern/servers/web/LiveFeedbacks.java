package dev.postern.servers.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.lint.LintFinding;
import dev.postern.rules.lint.Linter;
import dev.postern.rules.words.PolicyExplanation;
import dev.postern.servers.ApplicationType;
import dev.postern.servers.form.PolicyJson;
import dev.postern.servers.form.ServerForm;
import dev.postern.servers.policies.AppPolicies;
import dev.postern.servers.policies.KnownChoices;
import dev.postern.servers.policies.PolicyChoices;
import dev.postern.servers.policies.PolicyWords;
import dev.postern.servers.risks.PolicyLints;
import dev.postern.servers.web.LiveFeedback.PolicyFeedback;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Says what the policies of a form mean while somebody works on it. */
@Component
class LiveFeedbacks {

	private static final Pattern PLACE = Pattern.compile("policies\\[(\\d+)].*");

	private static final int NOWHERE = -2;

	private final PolicyWords words;

	private final PolicyLints lints;

	private final PolicyTester tester;

	private final KnownChoices choices;

	private final MessageSource messages;

	LiveFeedbacks(PolicyWords words, PolicyLints lints, PolicyTester tester, KnownChoices choices,
			MessageSource messages) {
		this.words = words;
		this.lints = lints;
		this.tester = tester;
		this.choices = choices;
		this.messages = messages;
	}

	LiveFeedback of(ServerForm form, PolicyTesterForm trial) {
		PolicyChoices known = this.choices.now();
		Optional<LintFinding> tooMany = Linter.tooMany(form.policies().size());
		return tooMany.isPresent() ? tooMany(form, FindingView.of(tooMany.get(), this.words, known))
				: of(form, trial, known);
	}

	private static LiveFeedback tooMany(ServerForm form, FindingView why) {
		return new LiveFeedback(
				Collections.nCopies(form.policies().size(), new PolicyFeedback("", List.of(), List.of())), "",
				List.of(why), PolicyTesterAnswer.without("incomplete"));
	}

	private LiveFeedback of(ServerForm form, PolicyTesterForm trial, PolicyChoices known) {
		ApplicationType type = type(form);
		List<Read> read = read(form);
		List<Policy> policies = read.stream().flatMap((one) -> one.policy().stream()).toList();
		boolean complete = !policies.isEmpty()
				&& read.stream().allMatch((one) -> one.policy().isPresent() || one.equals(Read.UNTOUCHED));
		List<LintFinding> findings = this.lints.findings(new AppPolicies(policies, type.wire()), known);
		List<PolicyFeedback> each = new ArrayList<>();
		int place = 0;
		for (Read one : read) {
			int at = one.policy().isPresent() ? place++ : NOWHERE;
			each.add(new PolicyFeedback(one.policy().map((policy) -> sentence(policy, known)).orElse(""),
					one.problems(), remarks(findings, at, known)));
		}
		return new LiveFeedback(each, complete ? this.words.allWhoGetIn(policies, known) : "",
				complete ? remarks(findings, -1, known) : List.of(),
				trial.isBlank() ? PolicyTesterAnswer.without("unasked")
						: complete ? this.tester.of(trial, policies, known.evaluationContext(type.wire()), known)
								: PolicyTesterAnswer.without("incomplete"));
	}

	private String sentence(Policy policy, PolicyChoices known) {
		return this.words.of(PolicyExplanation.of(policy).named(known::name));
	}

	private List<FindingView> remarks(List<LintFinding> findings, int policy, PolicyChoices known) {
		return findings.stream()
			.filter((finding) -> place(finding.path()) == policy)
			.map((finding) -> FindingView.of(finding, this.words, known))
			.distinct()
			.toList();
	}

	private List<Read> read(ServerForm form) {
		List<Read> read = new ArrayList<>();
		for (int i = 0; i < form.policies().size(); i++) {
			if (form.policies().get(i).isUntouched() && form.policies().size() > 1) {
				read.add(Read.UNTOUCHED);
				continue;
			}
			try {
				read.add(new Read(PolicyCodec.read(PolicyJson.of(form.policies().get(i))).stream().findFirst(),
						List.of()));
			}
			catch (InvalidInput ex) {
				String at = "policies[%d]".formatted(i);
				List<FieldProblem> problems = ex.problems()
					.stream()
					.map((problem) -> new FieldProblem(
							problem.field().replaceFirst("^\\[0]", Matcher.quoteReplacement(at)), problem.value(),
							problem.code(), problem.args()))
					.toList();
				read.add(new Read(Optional.empty(),
						form.atFields(new InvalidInput(problems))
							.problems()
							.stream()
							.filter((problem) -> !problem.value().isBlank() && !problem.value().equals("[]"))
							.map(this::text)
							.toList()));
			}
		}
		return read;
	}

	private String text(FieldProblem problem) {
		return this.messages.getMessage(problem.code(), problem.textArgs(), Locale.ENGLISH);
	}

	private static ApplicationType type(ServerForm form) {
		try {
			return ApplicationType.of(form.applicationType());
		}
		catch (IllegalArgumentException ex) {
			return ApplicationType.SSH;
		}
	}

	private static int place(String path) {
		Matcher place = PLACE.matcher(path);
		return place.matches() ? Integer.parseInt(place.group(1)) : -1;
	}

	/** One policy of a form, as far as it can be read. */
	private record Read(Optional<Policy> policy, List<String> problems) {

		/** Says nothing, and is not asked to. */
		static final Read UNTOUCHED = new Read(Optional.empty(), List.of());

	}

}

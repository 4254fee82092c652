package dev.postern.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.postern.kernel.GoDuration;
import dev.postern.kernel.PlainText;
import tools.jackson.databind.JsonNode;

/**
 * Reads the terms of one policy from JSON and collects every problem. An instance reads
 * one policy.
 */
final class TermsReader {

	static final String SESSION_DURATION = "session_duration";

	private static final Duration SHORTEST_SESSION = Duration.ofMinutes(1);

	private static final Duration LONGEST_SESSION = Duration.ofHours(730);

	private static final int LONGEST_PROMPT = 1_024;

	private final JsonNode policy;

	private final FieldProblems problems;

	private final String path;

	private final Set<String> understood = new HashSet<>();

	TermsReader(JsonNode policy, String path, FieldProblems problems) {
		this.policy = policy;
		this.path = path;
		this.problems = problems;
	}

	Terms read() {
		Terms terms = new Terms(session().orElse(null), flag("purpose_justification_required"), prompt(),
				flag("approval_required"), approvers(), mfa().orElse(null), flag("isolation_required"));
		if (terms.approvalRequired() && !terms.reasonRequired()) {
			problem("approval_required", "rules.approval-without-reason");
		}
		if (terms.approvalRequired() && this.policy.path("approval_groups").isEmpty()) {
			problem("approval_groups", "rules.approval-by-nobody");
		}
		return terms;
	}

	/** The names of the fields that the terms represent completely. */
	Set<String> understood() {
		return Set.copyOf(this.understood);
	}

	private Optional<Duration> session() {
		JsonNode value = this.policy.path(SESSION_DURATION);
		if (understoodAsNone(SESSION_DURATION)) {
			return Optional.empty();
		}
		Optional<Duration> session = value.isString() ? GoDuration.parse(value.stringValue()) : Optional.empty();
		boolean fits = session.filter((duration) -> duration.compareTo(SHORTEST_SESSION) >= 0)
			.filter((duration) -> duration.compareTo(LONGEST_SESSION) <= 0)
			.isPresent();
		if (!fits) {
			problem(SESSION_DURATION, "rules.session-duration");
		}
		session.ifPresent((_) -> this.understood.add(SESSION_DURATION));
		return session;
	}

	private boolean flag(String name) {
		JsonNode value = this.policy.path(name);
		if (understoodAsNone(name)) {
			return false;
		}
		if (!value.isBoolean()) {
			problem(name, "rules.flag");
			return false;
		}
		this.understood.add(name);
		return value.booleanValue();
	}

	private String prompt() {
		String name = "purpose_justification_prompt";
		JsonNode value = this.policy.path(name);
		if (understoodAsNone(name)) {
			return "";
		}
		boolean fits = value.isString() && value.stringValue().length() <= LONGEST_PROMPT
				&& PlainText.isPlain(value.stringValue().replace('\n', ' '));
		if (!fits) {
			this.problems.addText(field(name), value, "rules.reason-prompt", LONGEST_PROMPT);
			return "";
		}
		this.understood.add(name);
		return value.stringValue();
	}

	private List<Approvers> approvers() {
		String name = "approval_groups";
		JsonNode value = this.policy.path(name);
		if (understoodAsNone(name)) {
			return List.of();
		}
		if (!value.isArray()) {
			problem(name, "rules.approval-groups");
			return List.of();
		}
		List<Approvers> approvers = new ArrayList<>();
		for (int i = 0; i < value.size(); i++) {
			new ApproversReader(value.get(i), field(name) + "[" + i + "]", this.problems).read()
				.ifPresent(approvers::add);
		}
		if (approvers.size() < value.size()) {
			return List.of();
		}
		this.understood.add(name);
		return approvers;
	}

	private Optional<Mfa> mfa() {
		String name = "mfa_config";
		if (understoodAsNone(name)) {
			return Optional.empty();
		}
		Optional<Mfa> mfa = new MfaReader(this.policy.path(name), field(name), this.problems).read();
		mfa.ifPresent((_) -> this.understood.add(name));
		return mfa;
	}

	private boolean understoodAsNone(String name) {
		boolean none = JsonField.absent(this.policy.path(name));
		if (none) {
			this.understood.add(name);
		}
		return none;
	}

	private void problem(String name, String code, Object... args) {
		this.problems.add(field(name), this.policy.path(name), code, args);
	}

	private String field(String name) {
		return this.path + "." + name;
	}

}

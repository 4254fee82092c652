package dev.postern.servers.form;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.kernel.GoDuration;
import dev.postern.rules.Mfa;
import dev.postern.rules.Mfa.Authenticator;
import dev.postern.rules.Terms;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a policy asks of those whom it lets in, as a form holds it.
 *
 * @param authenticators the second factors that count, in Cloudflare's words
 */
public record TermsForm(String sessionDuration, Boolean reasonRequired, String reasonPrompt, Boolean approvalRequired,
		List<ApproversForm> approvers, Set<String> authenticators, Boolean mfaDisabled, String mfaDuration,
		Boolean isolationRequired) {

	public TermsForm(@Nullable String sessionDuration, @Nullable Boolean reasonRequired, @Nullable String reasonPrompt,
			@Nullable Boolean approvalRequired, @Nullable List<ApproversForm> approvers,
			@Nullable Set<String> authenticators, @Nullable Boolean mfaDisabled, @Nullable String mfaDuration,
			@Nullable Boolean isolationRequired) {
		this.sessionDuration = Objects.requireNonNullElse(sessionDuration, "");
		this.reasonRequired = Boolean.TRUE.equals(reasonRequired);
		this.reasonPrompt = Objects.requireNonNullElse(reasonPrompt, "");
		this.approvalRequired = Boolean.TRUE.equals(approvalRequired);
		this.approvers = NonNulls.in(approvers);
		this.authenticators = (authenticators != null) ? Set.copyOf(authenticators) : Set.of();
		this.mfaDisabled = Boolean.TRUE.equals(mfaDisabled);
		this.mfaDuration = Objects.requireNonNullElse(mfaDuration, "");
		this.isolationRequired = Boolean.TRUE.equals(isolationRequired);
	}

	static TermsForm of(Terms terms) {
		Mfa mfa = (terms.mfa() != null) ? terms.mfa() : new Mfa(Set.of(), false, null);
		return new TermsForm(text(terms.sessionDuration()), terms.reasonRequired(), terms.reasonPrompt(),
				terms.approvalRequired(), terms.approvers().stream().map(ApproversForm::of).toList(),
				mfa.allowed().stream().map(Authenticator::wire).collect(Collectors.toSet()), mfa.disabled(),
				text(mfa.sessionDuration()), terms.isolationRequired());
	}

	/** Whether anything is asked at all. */
	public boolean asksAnything() {
		return !equals(of(Terms.NONE));
	}

	TermsForm with(List<ApproversForm> approvers) {
		return new TermsForm(this.sessionDuration, this.reasonRequired, this.reasonPrompt, this.approvalRequired,
				List.copyOf(approvers), this.authenticators, this.mfaDisabled, this.mfaDuration,
				this.isolationRequired);
	}

	/** Writes what is said into a policy in Cloudflare's shape. */
	void write(ObjectNode policy) {
		text(policy, "session_duration", this.sessionDuration.strip());
		flag(policy, "purpose_justification_required", this.reasonRequired);
		text(policy, "purpose_justification_prompt", this.reasonPrompt.strip().replace("\r\n", "\n"));
		flag(policy, "approval_required", this.approvalRequired);
		if (!this.approvers.isEmpty()) {
			ArrayNode groups = policy.putArray("approval_groups");
			this.approvers.forEach((group) -> group.write(groups.addObject()));
		}
		if (!this.authenticators.isEmpty() || this.mfaDisabled || !this.mfaDuration.isBlank()) {
			ObjectNode mfa = policy.putObject("mfa_config");
			if (!this.authenticators.isEmpty()) {
				this.authenticators.stream().sorted().forEach(mfa.putArray("allowed_authenticators")::add);
			}
			flag(mfa, "mfa_disabled", this.mfaDisabled);
			text(mfa, "session_duration", this.mfaDuration.strip());
		}
		flag(policy, "isolation_required", this.isolationRequired);
	}

	private static void flag(ObjectNode node, String name, boolean value) {
		if (value) {
			node.put(name, true);
		}
	}

	private static void text(ObjectNode node, String name, String value) {
		if (!value.isEmpty()) {
			node.put(name, value);
		}
	}

	private static String text(@Nullable Duration duration) {
		return (duration != null) ? GoDuration.format(duration) : "";
	}

}

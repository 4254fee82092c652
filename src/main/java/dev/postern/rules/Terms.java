package dev.postern.rules;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a policy asks of whoever it lets in, beside its selectors: session duration,
 * reason, approval, MFA and isolation.
 *
 * @param sessionDuration whole seconds; {@code null} for the application's
 * @param reasonRequired whether people must say why they come
 * @param reasonPrompt what they are asked then; empty for Cloudflare's words
 * @param approvalRequired whether somebody must approve each session first
 * @param approvers who can approve; each group must
 * @param mfa {@code null} for the application's
 * @param isolationRequired whether the application opens in an isolated browser only
 */
public record Terms(@Nullable Duration sessionDuration, boolean reasonRequired, String reasonPrompt,
		boolean approvalRequired, List<Approvers> approvers, @Nullable Mfa mfa, boolean isolationRequired) {

	/** Nothing beyond what the application asks. */
	public static final Terms NONE = new Terms(null, false, "", false, List.of(), null, false);

	public Terms {
		approvers = List.copyOf(approvers);
		mfa = (mfa != null && mfa.saysNothing()) ? null : mfa;
	}

	Terms withSession(Duration session) {
		return new Terms(session, this.reasonRequired, this.reasonPrompt, this.approvalRequired, this.approvers,
				this.mfa, this.isolationRequired);
	}

}

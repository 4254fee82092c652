package dev.postern.rules;

import dev.postern.kernel.GoDuration;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the terms of a policy as Cloudflare's JSON; leaves out default values. */
final class TermsWriter {

	private TermsWriter() {
	}

	static void write(Terms terms, ObjectNode policy) {
		if (terms.sessionDuration() != null) {
			policy.put(TermsReader.SESSION_DURATION, GoDuration.format(terms.sessionDuration()));
		}
		flag(policy, "purpose_justification_required", terms.reasonRequired());
		if (!terms.reasonPrompt().isEmpty()) {
			policy.put("purpose_justification_prompt", terms.reasonPrompt());
		}
		flag(policy, "approval_required", terms.approvalRequired());
		if (!terms.approvers().isEmpty()) {
			ArrayNode groups = policy.putArray("approval_groups");
			terms.approvers().forEach((approvers) -> write(approvers, groups.addObject()));
		}
		if (terms.mfa() != null) {
			write(terms.mfa(), policy.putObject("mfa_config"));
		}
		flag(policy, "isolation_required", terms.isolationRequired());
	}

	private static void write(Approvers approvers, ObjectNode group) {
		group.put("approvals_needed", approvers.needed());
		if (!approvers.addresses().isEmpty()) {
			ArrayNode addresses = group.putArray("email_addresses");
			approvers.addresses().forEach((address) -> addresses.add(address.value()));
		}
		if (approvers.list() != null) {
			group.put("email_list_uuid", approvers.list().toString());
		}
	}

	private static void write(Mfa mfa, ObjectNode config) {
		if (!mfa.allowed().isEmpty()) {
			ArrayNode allowed = config.putArray("allowed_authenticators");
			mfa.allowed().forEach((authenticator) -> allowed.add(authenticator.wire()));
		}
		flag(config, "mfa_disabled", mfa.disabled());
		if (mfa.sessionDuration() != null) {
			config.put(TermsReader.SESSION_DURATION, GoDuration.format(mfa.sessionDuration()));
		}
	}

	private static void flag(ObjectNode node, String name, boolean value) {
		if (value) {
			node.put(name, true);
		}
	}

}

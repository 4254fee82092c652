package dev.postern.servers.risks;

import java.util.List;

/** Policies carry risks that nobody has said yes to yet; nothing was stored. */
public class UnacknowledgedPolicyWarnings extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<PolicyWarning> warnings;

	public UnacknowledgedPolicyWarnings(List<PolicyWarning> warnings) {
		super(String.valueOf(warnings.stream().map(PolicyWarning::id).toList()));
		this.warnings = List.copyOf(warnings);
	}

	public List<PolicyWarning> warnings() {
		return this.warnings;
	}

}

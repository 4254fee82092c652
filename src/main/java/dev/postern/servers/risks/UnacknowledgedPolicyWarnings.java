package dev.postern.servers.risks;

import java.util.List;

/** Policies carry risks that nobody has said yes to yet; nothing was stored. */
public class UnacknowledgedPolicyWarnings extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<Warning> warnings;

	public UnacknowledgedPolicyWarnings(List<Warning> warnings) {
		super(String.valueOf(warnings.stream().map(Warning::id).toList()));
		this.warnings = List.copyOf(warnings);
	}

	public List<Warning> warnings() {
		return this.warnings;
	}

}

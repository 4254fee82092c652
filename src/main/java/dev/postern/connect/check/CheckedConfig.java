package dev.postern.connect.check;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be said of a file.
 *
 * @param person for whom it was made; empty when it does not tell
 * @param made when, as the file says; empty when it does not tell
 * @param system for which system; empty when it does not tell
 */
public record CheckedConfig(String person, String made, String system, List<Finding> findings) {

	public CheckedConfig {
		findings = List.copyOf(findings);
	}

	/** The same, with what else is to be said; nothing twice. */
	public CheckedConfig and(List<Finding> more) {
		return new CheckedConfig(this.person, this.made, this.system,
				Stream.concat(this.findings.stream(), more.stream()).distinct().toList());
	}

	/** Whether nothing has to be done. */
	public boolean upToDate() {
		return this.findings.stream().noneMatch((finding) -> finding.kind().stale());
	}

}

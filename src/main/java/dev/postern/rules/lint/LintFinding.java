package dev.postern.rules.lint;

import java.util.List;

import dev.postern.rules.words.Phrase;

/**
 * A problem that a lint found.
 *
 * @param code where its texts begin in {@code messages.properties}
 * @param path where it is, for example {@code policies[1].include[0]}
 * @param args what the texts name, from {@code {0}} on
 */
public record LintFinding(Severity severity, String code, String path, List<Phrase> args) {

	public LintFinding {
		args = List.copyOf(args);
	}

	/** What was found. */
	public Phrase what() {
		return new Phrase.Text(this.code + ".what", this.args);
	}

	/** Why it matters. */
	public Phrase why() {
		return new Phrase.Text(this.code + ".why", this.args);
	}

	/** What to do. */
	public Phrase remedy() {
		return new Phrase.Text(this.code + ".remedy", this.args);
	}

	/** How bad it is. */
	public enum Severity {

		/** Cannot be intended; the policies are rejected. */
		ERROR,
		/** May be intended; somebody has to confirm it. */
		WARNING,
		/** Harmless, but could be better. */
		HINT

	}

}

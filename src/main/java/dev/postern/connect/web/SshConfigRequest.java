package dev.postern.connect.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.postern.connect.ClientSystem;
import dev.postern.connect.IdentityFile;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

/** Which ssh config a request asks for, as it was sent. */
record SshConfigRequest(@Nullable String system, @Nullable String identityFile) {

	/** Fills in what is missing. */
	SshConfigRequest withDefaults(ClientSystem usual) {
		return new SshConfigRequest(orDefault(this.system, usual.name().toLowerCase(Locale.ROOT)),
				orDefault(this.identityFile, IdentityFile.DEFAULT.path()));
	}

	/**
	 * Reads a request in which nothing is missing.
	 * @throws InvalidInput naming what cannot be taken
	 */
	SshConfigOptions options() {
		List<FieldProblem> problems = new ArrayList<>();
		ClientSystem system = ClientSystem.UNIX;
		IdentityFile identityFile = IdentityFile.DEFAULT;
		try {
			system = ClientSystem.valueOf(orDefault(this.system, "").toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			problems.add(FieldProblem.of("system", orDefault(this.system, ""), "connect.error.system"));
		}
		try {
			identityFile = new IdentityFile(orDefault(this.identityFile, ""));
		}
		catch (IllegalArgumentException ex) {
			problems
				.add(FieldProblem.of("identityFile", orDefault(this.identityFile, ""), "connect.error.identity-file"));
		}
		if (!problems.isEmpty()) {
			throw new InvalidInput(problems);
		}
		return new SshConfigOptions(system, identityFile);
	}

	/** What a browser says it runs on. */
	static ClientSystem systemOf(String userAgent) {
		return userAgent.contains("Windows") ? ClientSystem.WINDOWS : ClientSystem.UNIX;
	}

	private static String orDefault(@Nullable String value, String otherwise) {
		return Objects.requireNonNullElse(value, "").isBlank() ? otherwise : Objects.requireNonNull(value);
	}

	/** What an ssh config is made with. */
	record SshConfigOptions(ClientSystem system, IdentityFile identityFile) {
	}

}

package dev.postern.connect.download;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.postern.connect.IdentityFile;
import dev.postern.connect.SshHost;
import dev.postern.connect.SshSettings;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * Reads what somebody wants in their configs against the lists of what may stand there,
 * and names all that may not at once (I12, I15).
 */
class SettingsInput {

	private final List<FieldProblem> problems = new ArrayList<>();

	String aliasPrefix(@Nullable String entered) {
		String prefix = stripped(entered);
		if (!SshSettings.takesAliasPrefix(prefix)) {
			reject("aliasPrefix", prefix, "connect.error.alias-prefix");
		}
		return prefix;
	}

	/** Nothing means the usual one. */
	@Nullable String loginUser(String field, @Nullable String entered) {
		String user = stripped(entered);
		if (user.isEmpty()) {
			return null;
		}
		if (!SshHost.takesLoginUser(user)) {
			reject(field, user, "connect.error.login-user");
		}
		return user;
	}

	/** Nothing means the usual one. */
	@Nullable IdentityFile identityFile(String field, @Nullable String entered) {
		String path = stripped(entered);
		if (path.isEmpty()) {
			return null;
		}
		try {
			return new IdentityFile(path);
		}
		catch (IllegalArgumentException ex) {
			reject(field, path, "connect.error.identity-file");
			return null;
		}
	}

	void reject(String field, String value, String code) {
		this.problems.add(FieldProblem.of(field, value, code));
	}

	void throwIfInvalid() {
		if (!this.problems.isEmpty()) {
			throw new InvalidInput(this.problems);
		}
	}

	private static String stripped(@Nullable String entered) {
		return Objects.requireNonNullElse(entered, "").strip();
	}

}

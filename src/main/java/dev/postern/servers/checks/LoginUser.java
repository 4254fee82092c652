package dev.postern.servers.checks;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.postern.kernel.PlainText;

/**
 * Says what is wrong with the user that people log in as. Taken is what the sshd of a
 * directory takes, {@code DOMAIN\\user}, {@code user@domain} and machine accounts
 * included, as far as every version of ssh reads it in a config as it is written: one
 * since OpenSSH 10 expands {@code %} there, and all take quotes and blanks for their own.
 */
public final class LoginUser {

	private static final int LONGEST = 128;

	private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._+\\\\@$-]*");

	private static final Pattern SHAPE = Pattern
		.compile("(?:NAME\\\\)?NAME\\$?|NAME@NAME".replace("NAME", "[A-Za-z0-9_][A-Za-z0-9._+-]*"));

	private LoginUser() {
	}

	/** Looks whether a user can be logged in as, and notes why not. */
	public static Optional<String> check(String user, String field, String entered, InputProblems problems) {
		Optional<String> stranger = stranger(user);
		if (stranger.isPresent()) {
			return problems.reject(field, entered, "login-user.character", stranger.get());
		}
		if (user.length() > LONGEST) {
			return problems.reject(field, entered, "login-user.length", LONGEST, user.length());
		}
		return SHAPE.matcher(user).matches() ? Optional.of(user) : problems.reject(field, entered, "login-user.shape");
	}

	/** The first character that no user may have, as people read it. */
	private static Optional<String> stranger(String user) {
		return user.codePoints()
			.filter((letter) -> !CHARACTERS.matcher(Character.toString(letter)).matches())
			.mapToObj(LoginUser::named)
			.findFirst();
	}

	private static String named(int letter) {
		String code = "U+%04X".formatted(letter);
		String text = Character.toString(letter);
		return (text.isBlank() || !PlainText.isPlain(text)) ? code : "%s (%s)".formatted(text, code);
	}

}

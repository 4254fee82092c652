package dev.postern.connect;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.servers.hostkeys.PastedKeys;
import dev.postern.servers.hostkeys.PinnedKeys;
import dev.postern.servers.hostkeys.TestKeys;
import org.jspecify.annotations.Nullable;

/** Thinks up values that would make a careless ssh config say more than it should. */
final class HostileValues {

	private final Random random;

	private final List<String> fragments;

	HostileValues(Random random, Path canary) {
		this.random = random;
		String touch = "touch " + canary;
		this.fragments = List.of("\n", "\r", "\r\n", "\n\t", "\nHost *\n    User root",
				"\nMatch exec \"" + touch + "\"", "\nMatch all\n    ProxyCommand " + touch, "\rHost *\r    User root",
				"\u0085Host *\u0085    User root", "\u2028Host *\u2028    User root", "\nInclude /etc/passwd",
				"\nUser root", "\0", "\0\nHost *\nUser root", "%h", "%%", "%", "%r`" + touch + "`", "\"", "'", "\\",
				"\\\"", "\\ ", "$(" + touch + ")", "`" + touch + "`", "; " + touch, "| " + touch, "& " + touch,
				"&& " + touch, "${HOME}", "$HOME", "-", "-oProxyCommand=" + touch, "--", "#", " # ", "*", "?", "!",
				"!*", ",", "=", " ", "\t", " db1 web *", "\" \"*", "\u202e", "\u200b", "\ufeff", "\u0301", "é", "鍵",
				"\uD83D\uDD11", "Ａ", "K", "/", "..", "~", "a".repeat(300), "a".repeat(5_000),
				"x".repeat(1_024) + "\nHost *", " ".repeat(1_030) + "User root", "[", "{", "(", ")", "<", ">", "^", "@",
				":", "\u001b[2J", "\u0007", "\u007f", "_", ".", "0", "b", "ssh", "none");
	}

	SshHost host() {
		String alias = "db2";
		String hostname = "ssh-db2.example.jp";
		String loginUser = "myuser";
		String condition = "only from Japan";
		return switch (this.random.nextInt(5)) {
			case 0 -> host(spoilt(alias), hostname, loginUser, condition);
			case 1 -> host(alias, spoilt(hostname), loginUser, condition);
			case 2 -> host(alias, hostname, spoilt(loginUser), condition);
			case 3 -> host(alias, hostname, loginUser, spoilt(condition));
			default -> host(spoilt(alias), spoilt(hostname), spoilt(loginUser), spoilt(condition));
		};
	}

	String identityFile() {
		return spoilt(this.random.nextBoolean() ? "~/.ssh/id_ed25519" : "C:\\Users\\me\\.ssh\\id");
	}

	String portal() {
		return spoilt("https://postern.example.com/connect");
	}

	/** What stands before an alias; mostly nothing. */
	String prefix() {
		return (this.random.nextInt(4) == 0) ? spoilt("work-") : "";
	}

	/** A key of a person's own, as far as one can be made of it. */
	@Nullable IdentityFile key() {
		try {
			return new IdentityFile(identityFile());
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	String application() {
		return (this.random.nextInt(8) == 0) ? spoilt("0123456789ab") : "0123456789ab";
	}

	String authority() {
		return switch (this.random.nextInt(6)) {
			case 0 -> spoilt("0123456789ab");
			case 1, 2 -> "0123456789ab";
			default -> "";
		};
	}

	/** Keys of a server, as far as they can be made of what was pasted. */
	@Nullable PinnedKeys keys() {
		try {
			String text = this.random.nextInt(3) == 0 ? spoilt("ssh-db2.example.jp " + TestKeys.ONE)
					: "@cert-authority * " + TestKeys.TWO + "\n" + TestKeys.ECDSA;
			return new PinnedKeys(new ServerId(new UUID(0, 2)), 2, TestKeys.AT, spoilt("admin@example.com"),
					PastedKeys.read(text, TestKeys.spec()).keys(), this.random.nextInt(10) != 0);
		}
		catch (InvalidInput ex) {
			return null;
		}
	}

	/** A fragment in front, behind, somewhere within, or alone; sometimes two. */
	String spoilt(String value) {
		String fragment = this.fragments.get(this.random.nextInt(this.fragments.size()));
		String other = this.fragments.get(this.random.nextInt(this.fragments.size()));
		int place = this.random.nextInt(value.length() + 1);
		return switch (this.random.nextInt(5)) {
			case 0 -> fragment + value;
			case 1 -> value + fragment;
			case 2 -> value.substring(0, place) + fragment + value.substring(place);
			case 3 -> fragment;
			default -> value.substring(0, place) + fragment + other + value.substring(place);
		};
	}

	private static SshHost host(String alias, String hostname, String loginUser, String condition) {
		return new SshHost(new ServerId(new UUID(0, 2)), alias, hostname, loginUser, condition);
	}

}

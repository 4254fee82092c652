package dev.postern.connect.tools;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

import dev.postern.connect.ClientSystem;
import dev.postern.connect.CloudflaredPath;
import dev.postern.connect.KnownHosts;
import dev.postern.connect.SshHost;

/**
 * The commands by which programs reach a server from a person's computer.
 *
 * @param host as the person's config names it, {@link SshHost#writable() writable}
 */
record ServerTools(SshHost host, CloudflaredPath cloudflared) {

	private static final int LOCAL_PORT = 2222;

	private static final Pattern PLAIN_AUTHORITY = Pattern.compile("[a-z0-9._-]+");

	private static final Pattern UNIX_NAME = Pattern.compile("[a-z_][a-z0-9_-]*");

	ServerTools {
		if (!host.writable()) {
			throw new IllegalArgumentException("not to be written into a command: %s".formatted(host));
		}
	}

	/** Programs that read the ssh config, and at the end those that know none. */
	List<Tool> all() {
		String alias = this.host.alias();
		return List.of(Tool.typed("scp", "scp report.txt %s:".formatted(alias), "scp %s:report.txt .".formatted(alias)),
				Tool.typed("sftp", "sftp %s".formatted(alias)), rsync(), git(),
				Tool.typed("forward", "ssh -N -L 5432:localhost:5432 %s".formatted(alias)),
				Tool.typed("proxy", "ssh -N -D 1080 %s".formatted(alias)), editor(), Tool.typed("gateway"),
				localPort());
	}

	/**
	 * For programs that know no ProxyCommand: cloudflared listens on a port of the
	 * computer, and whatever comes there goes to the server.
	 */
	private Tool localPort() {
		String user = this.host.loginUser();
		String login = UNIX_NAME.matcher(user).matches() ? user + "@localhost" : "-l '%s' localhost".formatted(user);
		return Tool.typed("local-port",
				"%s access tcp --hostname %s --url localhost:%d".formatted(program(), this.host.hostname(), LOCAL_PORT),
				"ssh -p %d %s%s".formatted(LOCAL_PORT, keyOptions(), login));
	}

	/** By the name localhost ssh would know no key, or that of another server. */
	private String keyOptions() {
		return this.host.isPinned() ? "-o HostKeyAlias=%s -o UserKnownHostsFile=%s -o StrictHostKeyChecking=yes "
			.formatted(this.host.hostname(), KnownHosts.PATH) : "";
	}

	private Tool rsync() {
		return system().sharesConnections()
				? Tool.typed("rsync", "rsync -av --partial ./site/ %s:site/".formatted(this.host.alias()))
				: Tool.typed("rsync-elsewhere");
	}

	private Tool git() {
		String clone = "git clone %s:project.git".formatted(this.host.alias());
		return system().powerShell() ? Tool.typed("git-windows",
				"git config --global core.sshCommand C:/Windows/System32/OpenSSH/ssh.exe", clone)
				: Tool.typed("git", clone);
	}

	private Tool editor() {
		String folder = folder();
		return new Tool("editor", List.of("code --remote ssh-remote+%s %s".formatted(this.host.alias(), folder)),
				"vscode://vscode-remote/ssh-remote+%s%s?windowId=_blank".formatted(authority(), folder));
	}

	/** Home folders are elsewhere for users who come from a directory. */
	private String folder() {
		String user = this.host.loginUser();
		return user.equals("root") ? "/root" : UNIX_NAME.matcher(user).matches() ? "/home/" + user : "/";
	}

	/** Capitals would be lost in an address, so the editor takes JSON in hexadecimal. */
	private String authority() {
		String alias = this.host.alias();
		return PLAIN_AUTHORITY.matcher(alias).matches() ? alias
				: HexFormat.of().formatHex("{\"hostName\":\"%s\"}".formatted(alias).getBytes(StandardCharsets.UTF_8));
	}

	/** PowerShell takes a path between quotes for a text unless it is told to call it. */
	private String program() {
		String quoted = this.cloudflared.quoted();
		return (system().powerShell() && quoted.startsWith("\"")) ? "& " + quoted : quoted;
	}

	private ClientSystem system() {
		return this.cloudflared.system();
	}

}

package dev.postern.connect;

/** Which kind of computer an ssh config is for. */
public enum ClientSystem {

	/** Linux, macOS and their like, with cloudflared on the path. */
	UNIX("cloudflared"),
	/** Where the installer puts cloudflared; blanks make the quotes necessary. */
	WINDOWS("\"C:\\Program Files (x86)\\cloudflared\\cloudflared.exe\"");

	private final String cloudflared;

	ClientSystem(String cloudflared) {
		this.cloudflared = cloudflared;
	}

	String proxyCommand() {
		return this.cloudflared + " access ssh --hostname %h";
	}

}

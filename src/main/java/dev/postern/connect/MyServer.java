package dev.postern.connect;

import java.util.Locale;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;

/**
 * What a person may know of a server that lets them in.
 *
 * @param condition what else has to hold, in words; empty when nothing does
 * @param connectable whether it has ever stood at Cloudflare, so that a config can name
 * it
 */
public record MyServer(ServerId id, String name, Hostname hostname, String loginUser, String condition, Phase phase,
		boolean connectable) {

	SshHost sshHost() {
		return new SshHost(this.id, this.name, this.hostname.value(), this.loginUser, this.condition);
	}

	/** Whether its name or hostname has this in it, whatever the case. */
	public boolean isCalled(String part) {
		String wanted = part.toLowerCase(Locale.ROOT);
		return this.name.toLowerCase(Locale.ROOT).contains(wanted) || this.hostname.value().contains(wanted);
	}

	/** Whether an administrator has to act before it can be relied on. */
	public boolean held() {
		return this.phase == Phase.HELD;
	}

	/** Whether a config can name it and mean nothing but it. */
	public boolean writable() {
		return sshHost().writable();
	}

}

package dev.postern.connect;

import java.util.List;

import dev.postern.kernel.EmailAddress;

/**
 * What one person's ssh config says.
 *
 * @param portal where the person can download it again
 */
public record SshConfig(EmailAddress person, String portal, ClientSystem system, IdentityFile identityFile,
		List<SshHost> hosts) {

	public SshConfig {
		hosts = List.copyOf(hosts);
	}

	/** The hosts with values that cannot be written; the config leaves them out. */
	public List<SshHost> leftOut() {
		return this.hosts.stream().filter((host) -> !host.writable()).toList();
	}

}

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

	/** A config for all of a person's servers that ever stood at Cloudflare. */
	public static SshConfig of(EmailAddress person, List<MyServer> servers, String portal, ClientSystem system,
			IdentityFile identityFile) {
		List<SshHost> hosts = servers.stream().filter(MyServer::connectable).map(MyServer::sshHost).toList();
		return new SshConfig(person, portal, system, identityFile, hosts);
	}

	/** The hosts with values that cannot be written; the config leaves them out. */
	public List<SshHost> leftOut() {
		return this.hosts.stream().filter((host) -> !host.writable()).toList();
	}

}

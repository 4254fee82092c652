package dev.postern.connect;

import java.util.List;

import dev.postern.kernel.EmailAddress;

/**
 * What one person's ssh config says.
 *
 * @param portal where the person can download it again
 * @param controlMaster whether connections are shared, where ssh can do that
 */
public record SshConfig(EmailAddress person, String portal, ClientSetup setup, boolean controlMaster,
		List<SshHost> hosts) {

	public SshConfig {
		hosts = List.copyOf(hosts);
	}

	/** A config for all of a person's servers that ever stood at Cloudflare. */
	public static SshConfig of(EmailAddress person, List<MyServer> servers, SshSettings settings, String portal,
			ClientSetup setup) {
		List<SshHost> hosts = servers.stream().filter(MyServer::connectable).map(settings::host).toList();
		return new SshConfig(person, portal, setup, settings.controlMaster(), hosts);
	}

	/** The hosts with values that cannot be written; the config leaves them out. */
	public List<SshHost> leftOut() {
		return this.hosts.stream().filter((host) -> !host.writable()).toList();
	}

	/** The hosts that the config names and of which ssh is to take certain keys only. */
	public List<SshHost> pinned() {
		return this.hosts.stream().filter((host) -> host.isPinned() && host.writable()).toList();
	}

	SectionMarks marks() {
		return SectionMarks.of(this.portal);
	}

}

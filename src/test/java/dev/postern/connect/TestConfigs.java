package dev.postern.connect;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import dev.postern.servers.hostkeys.PinnedKeys;

/** Configs of one person, for the rooms that use them. */
public final class TestConfigs {

	public static final EmailAddress ALICE = EmailAddress.of("alice@example.com");

	public static final String PORTAL = "https://postern.example.com/connect";

	private TestConfigs() {
	}

	public static SshConfigWriter writer() {
		return new SshConfigWriter(TestMessages.source());
	}

	public static String text(SshConfig config) {
		return writer().write(config, Instant.parse("2026-11-30T08:00:00Z"));
	}

	public static SshConfig config(ClientSystem system, ConfigStyle style, String portal, SshHost... hosts) {
		return new SshConfig(ALICE, portal, new ClientSetup(system.usualCloudflared(), style, IdentityFile.DEFAULT),
				false, List.of(hosts));
	}

	public static SshHost host(String id, String alias, String hostname, String user, String application) {
		return new SshHost(new ServerId(UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8))), alias, hostname,
				user, "", null, false, application, null, "");
	}

	/** The same server with host keys pinned. */
	public static SshHost pinned(SshHost host, PinnedKeys keys) {
		return new SshHost(host.id(), host.alias(), host.hostname(), host.loginUser(), host.condition(),
				host.identityFile(), host.forwardAgent(), host.application(), keys, host.authority());
	}

	/** The same server where an authority signs certificates. */
	public static SshHost certified(SshHost host, String authority) {
		return new SshHost(host.id(), host.alias(), host.hostname(), host.loginUser(), host.condition(),
				host.identityFile(), host.forwardAgent(), host.application(), host.hostKeys(), authority);
	}

	/** The file beside a config. */
	public static String knownHosts(SshConfig config) {
		return new KnownHosts(TestMessages.source()).write(config, Instant.parse("2026-11-30T08:00:00Z"));
	}

}

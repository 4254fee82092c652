package dev.postern.servers.hostkeys;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.servers.ApplicationType;
import dev.postern.servers.ServerSpec;

/** Host keys that ssh-keygen has made, for the rooms that use them. */
public final class TestKeys {

	/** The file of a key, with its remark. */
	public static final String ONE = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBu9KV7go/bPiPOkHyFxfRdNa/W7/UPrQjmSqCwMpXnd root@db1";

	public static final String ONE_FINGERPRINT = "SHA256:TlYb60y9pg6WUHAx9lLl/qMjMgG5lEFXRhy4Org41sc";

	public static final String TWO = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGfMokipFPs1t9Ynddxi2sFMhSlGkV/s+K7jHTU4e83F root@db1";

	public static final String TWO_FINGERPRINT = "SHA256:pdvKmPUFLzjB/H3lRsaCHSuNniA/HsDq2LCkMl1se3Y";

	public static final String ECDSA = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBFt9KK0rw2LlOnRgMzQZfSrWVYibhdFY2ocrtIxr5vklnWB46VBt8X/bh+FskAFk8gFBXqlHoDEbeQ8rONRZSyM= root@db1";

	public static final Instant AT = Instant.parse("2026-11-29T08:00:00Z");

	private TestKeys() {
	}

	/** A server that is called db1. */
	public static ServerSpec spec() {
		return new ServerSpec("db1", Hostname.of("ssh-db1.example.jp"), new ZoneId("023e105f4ecef8ad9ca31a8372d0c353"),
				new TunnelId(new UUID(0, 1)), "ssh://10.0.0.9:2222", "deploy", ApplicationType.SSH,
				Duration.ofHours(24), false, "", List.of());
	}

	/** What is read of a text. */
	public static List<HostKey> read(String text) {
		return PastedKeys.read(text, spec()).keys();
	}

	/** Keys that somebody pinned. */
	public static PinnedKeys pinned(int revision, String... lines) {
		String text = String.join("\n", lines);
		return new PinnedKeys(new ServerId(new UUID(0, 1)), revision, AT, "admin@example.com",
				text.isEmpty() ? List.of() : read(text), true);
	}

}

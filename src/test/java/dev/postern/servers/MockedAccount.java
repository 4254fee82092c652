package dev.postern.servers;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.Tunnel;
import dev.postern.cloudflare.model.Zone;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

/** What a Cloudflare account holds in tests of the registry. */
final class MockedAccount {

	private MockedAccount() {
	}

	static void standsAt(Cloudflare cloudflare) {
		Instant then = Instant.parse("2026-11-01T00:00:00Z");
		Tunnel deleted = new Tunnel(TunnelId.of(Drafts.DELETED_TUNNEL), "gone", "inactive", false, then, then);
		given(cloudflare.tunnels())
			.willReturn(List.of(new Tunnel(TunnelId.of(Drafts.TUNNEL), "office", "healthy", true, then, null),
					new Tunnel(TunnelId.of(Drafts.OTHER_TUNNEL), "lab", "healthy", true, then, null),
					new Tunnel(TunnelId.of(Drafts.LOCAL_TUNNEL), "by-file", "healthy", false, then, null)));
		given(cloudflare.tunnel(any())).willThrow(new CloudflareException.Missing("no such tunnel"));
		org.mockito.BDDMockito.willReturn(deleted).given(cloudflare).tunnel(deleted.id());
		given(cloudflare.zones()).willReturn(Stream
			.of("example.jp active", "sub.example.jp active", "waiting.jp pending", "up.waiting.jp pending",
					"waiting.example.jp pending")
			.map((text) -> text.split(" "))
			.map((zone) -> new Zone(ZoneId.of(zone[0].replace(".", "_")), Hostname.of(zone[0]), zone[1], false, "full"))
			.toList());
	}

}

package dev.postern.tunnels.web;

import java.time.Instant;
import java.util.List;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Cursor;
import dev.postern.kernel.Page;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.TunnelStatus;
import dev.postern.tunnels.Tunnels;
import dev.postern.ui.input.PageSize;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells programs which tunnels there are. */
@RestController
@RequestMapping("/api/v1/tunnels")
@ForAdmins
@Tag(name = "Tunnels")
class TunnelsApi {

	private static final int MOST = 200;

	private final Tunnels tunnels;

	TunnelsApi(Tunnels tunnels) {
		this.tunnels = tunnels;
	}

	@GetMapping
	@Operation(summary = "Tunnels of the account that are not deleted, by name",
			description = "At most ten minutes old.")
	Page<TunnelAnswer> list(@RequestParam(defaultValue = "50") int size,
			@RequestParam(required = false) @Nullable String cursor) {
		String after = Cursor.read(cursor, "", Cursor.Key::text);
		List<KnownTunnel> rest = this.tunnels.catalogue()
			.tunnels()
			.stream()
			.filter((tunnel) -> tunnel.name().compareTo(after) > 0)
			.toList();
		return Page.of(rest, PageSize.checked(size, MOST), (last) -> Cursor.after(last.name())).map(TunnelAnswer::of);
	}

	/**
	 * A tunnel as the API shows it.
	 *
	 * @param remotelyManaged whether servers can be put on it
	 */
	record TunnelAnswer(TunnelId id, String name, TunnelStatus status, boolean remotelyManaged,
			@Nullable Instant createdAt) {

		static TunnelAnswer of(KnownTunnel tunnel) {
			return new TunnelAnswer(tunnel.id(), tunnel.name(), tunnel.status(), tunnel.remotelyManaged(),
					tunnel.createdAt());
		}

	}

}

package dev.postern.tunnels.web;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.postern.tunnels.lifecycle.TokenRotation;
import dev.postern.ui.input.JsonBody;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What callers of the API send and get beside the tunnel itself. A field that Postern
 * does not know is refused (I15).
 */
final class TunnelRequests {

	private TunnelRequests() {
	}

	/** A new tunnel. */
	@Schema(name = "NewTunnel")
	record NewTunnel(@Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "office") @Nullable String name) {

		static NewTunnel of(JsonNode body) {
			JsonBody fields = new JsonBody(body, List.of("name"), Set.of());
			NewTunnel tunnel = new NewTunnel(fields.text("name"));
			fields.throwIfInvalid();
			return tunnel;
		}

		String label() {
			return Objects.requireNonNullElse(this.name, "");
		}

	}

	/** Another token. */
	@Schema(name = "TunnelTokenRotation")
	record Rotation(
			@Schema(description = "What the tunnel is called, or its id where it has no name; "
					+ "needed for a tunnel that Postern did not make") @Nullable String name,
			@Schema(description = "Whether connections that were opened with the old token are closed; "
					+ "otherwise they stay until their connectors are started again",
					defaultValue = "false") boolean closeConnections) {

		static Rotation of(@Nullable JsonNode body) {
			if (body == null || body.isNull()) {
				return new Rotation(null, false);
			}
			JsonBody fields = new JsonBody(body, List.of("name", "closeConnections"), Set.of());
			Rotation rotation = new Rotation(fields.text("name"), Boolean.TRUE.equals(fields.bool("closeConnections")));
			fields.throwIfInvalid();
			return rotation;
		}

	}

	/** What came of it. */
	@Schema(name = "RotatedTunnelToken")
	record Rotated(@Schema(description = "Whether the tunnel is known to have another token") boolean rotated,
			TokenRotation.Connections connections) {

		static Rotated of(TokenRotation rotation) {
			return new Rotated(rotation.done(), rotation.connections());
		}

	}

	/** A tunnel of which it is not known whether it was made. */
	@Schema(name = "RequestedTunnel")
	record Requested(String name) {
	}

}

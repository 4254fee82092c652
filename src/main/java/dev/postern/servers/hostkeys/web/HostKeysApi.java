package dev.postern.servers.hostkeys.web;

import java.util.List;
import java.util.Set;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.servers.hostkeys.HostKeys;
import dev.postern.servers.hostkeys.PastedKeys;
import dev.postern.ui.input.JsonBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The host keys of servers, for programs. */
@RestController
@RequestMapping("/api/v1/servers/{id}/host-keys")
@ForAdmins
@Tag(name = "Servers")
class HostKeysApi {

	private static final String REMOVE = "remove";

	private static final String REVISION = "revision";

	private final Servers servers;

	private final HostKeys hostKeys;

	HostKeysApi(Servers servers, HostKeys hostKeys) {
		this.servers = servers;
		this.hostKeys = hostKeys;
	}

	@GetMapping
	@Operation(summary = "The keys by which ssh knows a server, and how they changed")
	HostKeysAnswer keys(@PathVariable ServerId id) {
		get(id);
		return HostKeysAnswer.of(this.hostKeys.history(id));
	}

	@PutMapping
	@Operation(summary = "Pins the host keys of a server in place of those that were",
			description = "Takes public key files, what ssh-keyscan prints, and lines of a known_hosts, hashed ones and "
					+ "@cert-authority ones, too. Whoever has the server in their ssh config has ssh take these keys and "
					+ "no other. So that a scan that found nothing does not undo that, no keys are taken away unless "
					+ "remove says so.")
	@ApiResponse(responseCode = "200", description = "Pinned, or the same were pinned already")
	@ApiResponse(responseCode = "409",
			description = "The server is being removed, or its keys are at another revision than the one that was sent")
	@ApiResponse(responseCode = "422",
			description = "Lines that cannot be taken, each with what would be right; nothing of them is kept")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(schema = @Schema(implementation = GivenKeys.class)))
	HostKeysAnswer pin(@PathVariable ServerId id, @RequestBody JsonNode body, Actor actor) {
		Server server = get(id);
		JsonNode sent = body.path(PastedKeys.FIELD);
		if (!sent.isMissingNode() && !sent.isNull() && !sent.isString()) {
			// Not said again: it may hold a secret key.
			throw InvalidInput.of(PastedKeys.FIELD, "", "ui.json.text");
		}
		JsonBody fields = new JsonBody(body, List.of(PastedKeys.FIELD, REMOVE, REVISION), Set.of());
		boolean given = fields.given(PastedKeys.FIELD).isPresent();
		String keys = fields.text(PastedKeys.FIELD);
		boolean remove = Boolean.TRUE.equals(fields.bool(REMOVE));
		Long seen = fields.number(REVISION);
		fields.throwIfInvalid();
		if (keys == null || PastedKeys.isNothing(keys)) {
			if (!remove) {
				throw InvalidInput.of(PastedKeys.FIELD, "",
						given ? "servers.hostkeys.error.remove" : "servers.hostkeys.error.none");
			}
			this.hostKeys.pin(id, List.of(), seen, actor);
		}
		else {
			if (remove) {
				throw InvalidInput.of(REMOVE, "true", "servers.hostkeys.error.both");
			}
			this.hostKeys.pin(id, PastedKeys.read(keys, server.spec()).keys(), seen, actor);
		}
		return HostKeysAnswer.of(this.hostKeys.history(id));
	}

	private Server get(ServerId id) {
		return this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
	}

	/** What {@code PUT} takes. */
	@Schema(name = "GivenHostKeys")
	record GivenKeys(
			@Schema(description = "The lines",
					example = "ssh-db1.example.jp ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ…") @Nullable String keys,
			@Schema(description = "true, with no keys: from now on people decide themselves which key they trust") @Nullable Boolean remove,
			@Schema(description = "What GET told; when somebody changed the keys since then, nothing is stored. Without it the keys are pinned whatever they were") @Nullable Long revision) {
	}

}

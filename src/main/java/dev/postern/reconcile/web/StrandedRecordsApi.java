package dev.postern.reconcile.web;

import java.util.List;
import java.util.Set;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.RecordForgetting;
import dev.postern.reconcile.StrandedRecords;
import dev.postern.reconcile.StrandedRecords.StrandedRecord;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.ui.input.JsonBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets programs have removals finish that a zone out of sight holds up. */
@RestController
@RequestMapping("/api/v1/servers/{id}/stranded-records")
@ForAdmins
@Tag(name = "Reconciliation")
class StrandedRecordsApi {

	private static final String CONFLICT = "The server is not being removed, or Postern can remove its records by itself";

	private final Servers servers;

	private final RecordForgetting forgetting;

	StrandedRecordsApi(Servers servers, RecordForgetting forgetting) {
		this.servers = servers;
		this.forgetting = forgetting;
	}

	@GetMapping
	@Operation(
			summary = "The DNS records that keep a removal from finishing, since Cloudflare does not let their zone be read",
			description = "Asks Cloudflare now. The basis names these records; forgetting them needs it.")
	@ApiResponse(responseCode = "200", description = "The records")
	@ApiResponse(responseCode = "404", description = "No server has this id, or not any more")
	@ApiResponse(responseCode = "409", description = CONFLICT)
	@ApiResponse(responseCode = "503", description = "Cloudflare cannot be asked; see Retry-After")
	Stranded stranded(@PathVariable ServerId id) {
		return Stranded.of(this.forgetting.stranded(get(id)));
	}

	@PostMapping("/forget")
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(summary = "Has Postern forget these records, so that the removal finishes without them",
			description = "They are not deleted: where the zone still exists, they stay there and lead to the tunnel. "
					+ "Postern removes them after all when it can read the zone before the removal is finished. "
					+ "Saying so again changes nothing.")
	@ApiResponse(responseCode = "202", description = "The removal goes on without them")
	@ApiResponse(responseCode = "404", description = "No server has this id, or not any more")
	@ApiResponse(responseCode = "409", description = CONFLICT + ", or they are others than the basis names")
	@ApiResponse(responseCode = "503", description = "Cloudflare cannot be asked; see Retry-After")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = Forgetting.class)))
	void forget(@PathVariable ServerId id, @RequestBody JsonNode body, Actor actor) {
		this.forgetting.forget(get(id), Forgetting.of(body).basis(), actor);
	}

	private Server get(ServerId id) {
		return this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
	}

	/** What {@code POST} takes. */
	record Forgetting(@Schema(description = "Names the records that were read") String basis) {

		static Forgetting of(JsonNode body) {
			JsonBody fields = new JsonBody(body, List.of("basis"), Set.of());
			String basis = fields.text("basis");
			fields.throwIfInvalid();
			if (basis == null) {
				throw InvalidInput.of("basis", "", "reconcile.stranded.basis");
			}
			return new Forgetting(basis);
		}

	}

	/** Records that cannot be removed. */
	record Stranded(String basis, List<StrandedRecord> records) {

		static Stranded of(StrandedRecords stranded) {
			return new Stranded(stranded.basis(), stranded.records());
		}

	}

}

package dev.postern.connect.ports.web;

import java.util.List;
import java.util.Set;

import dev.postern.connect.ports.PortChecks;
import dev.postern.identity.ForAdmins;
import dev.postern.identity.Person;
import dev.postern.kernel.Page;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.ui.input.JsonBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.JsonNode;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Port checks, for programs. */
@RestController
@RequestMapping("/api/v1/servers/{id}/port-check")
@ForAdmins
@Tag(name = "Port 22", description = "Whether port 22 of a server can be reached from the internet.")
class PortApi {

	private static final String ADDRESS = "address";

	private final Servers servers;

	private final PortChecks checks;

	PortApi(Servers servers, PortChecks checks) {
		this.servers = servers;
		this.checks = checks;
	}

	@PostMapping
	@Operation(summary = "Tries port 22 of a server from outside, now",
			description = "The address is the public one of the server, or its public name, of which all addresses are tried. "
					+ "FILTERED means that nothing came back, which a firewall on the way from Postern does, too.")
	@ApiResponse(responseCode = "404", description = "There is no such server")
	@ApiResponse(responseCode = "422", description = "The address is none on the public internet, or cannot be found")
	@ApiResponse(responseCode = "429", description = "Too many checks; Retry-After says when")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = PortQuestion.class)))
	PortCheckAnswer check(@PathVariable ServerId id, @RequestBody JsonNode body, Person caller,
			HttpServletResponse response) {
		Server server = this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
		JsonBody read = new JsonBody(body, List.of(ADDRESS), Set.of());
		String address = read.text(ADDRESS);
		read.throwIfInvalid();
		return PortCheckAnswer.of(this.checks.check(server, address, caller, response));
	}

	@GetMapping
	@Operation(summary = "The newest port checks of a server",
			description = "Those that are kept, which are not many. Of a server that was removed, too.")
	Page<PortCheckAnswer> history(@PathVariable ServerId id) {
		List<PortCheckAnswer> kept = this.checks.of(id).stream().map(PortCheckAnswer::of).toList();
		if (kept.isEmpty() && this.servers.find(id).isEmpty()) {
			throw new ServerNotFound(id);
		}
		return new Page<>(kept, null);
	}

	/** What {@code POST} takes. */
	record PortQuestion(@Schema(example = "203.0.113.7") String address) {
	}

}

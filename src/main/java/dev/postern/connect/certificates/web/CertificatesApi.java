package dev.postern.connect.certificates.web;

import dev.postern.connect.certificates.Certificates;
import dev.postern.connect.certificates.ServerCertificates;
import dev.postern.connect.certificates.Standing;
import dev.postern.identity.ForAdmins;
import dev.postern.identity.ForAuditors;
import dev.postern.kernel.Actor;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Short-lived certificates, for programs. */
@RestController
@RequestMapping("/api/v1/servers/{id}/certificates")
@Tag(name = "Servers")
class CertificatesApi {

	private final Servers servers;

	private final Certificates certificates;

	private final ServerCertificates overviews;

	private final ScriptFiles scripts;

	CertificatesApi(Servers servers, Certificates certificates, ServerCertificates overviews, ScriptFiles scripts) {
		this.servers = servers;
		this.certificates = certificates;
		this.overviews = overviews;
		this.scripts = scripts;
	}

	@GetMapping
	@ForAuditors
	@Operation(summary = "Whether people log in to a server with short-lived certificates",
			description = "The authority that signs them as Postern knows it, and who shares a name with somebody else: "
					+ "certificates name people by what stands in front of the @ of their address. STALE means that the "
					+ "application was made anew, so that the server trusts a key with which nobody signs any more.")
	CertificatesAnswer certificates(@PathVariable ServerId id) {
		return CertificatesAnswer.of(this.overviews.of(server(id), null));
	}

	@PostMapping
	@ForAdmins
	@Operation(summary = "Has the application of a server have an authority for short-lived certificates",
			description = "Takes the one that is there, and reads it anew; makes one where there is none. After a removal "
					+ "without an answer it only looks. The server itself has to trust it: see the script.")
	@ApiResponse(responseCode = "200", description = "There is one, and this is it; or it is known to be removed")
	@ApiResponse(responseCode = "202",
			description = "Cloudflare gave no answer, so there may be one; the same call looks first")
	@ApiResponse(responseCode = "409", description = "The server is being removed")
	@ApiResponse(responseCode = "422", description = "The server is not ready, or Postern only observes")
	ResponseEntity<CertificatesAnswer> provide(@PathVariable ServerId id, Actor actor) {
		Server server = server(id);
		Standing now = this.certificates.provide(server, actor);
		return ResponseEntity.status(now.state().isUnanswered() ? HttpStatus.ACCEPTED : HttpStatus.OK)
			.body(CertificatesAnswer.of(this.overviews.of(server, null)));
	}

	@DeleteMapping
	@ForAdmins
	@Operation(summary = "Removes the authority: nobody logs in to the server by a certificate any more",
			description = "Keys and passwords that the server takes go on to work.")
	@ApiResponse(responseCode = "204", description = "It is gone")
	@ApiResponse(responseCode = "202", description = "Cloudflare gave no answer, so it may still be there")
	@ApiResponse(responseCode = "422", description = "There is none, or Postern only observes")
	ResponseEntity<Void> remove(@PathVariable ServerId id, Actor actor) {
		boolean gone = this.certificates.remove(server(id), actor);
		return ResponseEntity.status(gone ? HttpStatus.NO_CONTENT : HttpStatus.ACCEPTED).build();
	}

	@GetMapping("/script")
	@ForAuditors
	@Operation(summary = "The script that has the server itself take certificates",
			description = "For root on the server: sh postern-certificates.sh install, or undo. people are addresses, or what "
					+ "stands in front of the @, split by commas or blanks; without it those known whom the policies let in.")
	@ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE))
	@ApiResponse(responseCode = "304", description = "The script is still the same", content = @Content)
	@ApiResponse(responseCode = "422", description = "There is no authority to trust, or somebody cannot be listed")
	ResponseEntity<String> script(@PathVariable ServerId id, @RequestParam(required = false) @Nullable String people,
			HttpServletRequest request) {
		return this.scripts.answer(server(id), people, request);
	}

	private Server server(ServerId id) {
		return this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
	}

}

package dev.postern.tunnels.web;

import java.nio.charset.StandardCharsets;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.TunnelNotFound;
import dev.postern.tunnels.Tunnels;
import dev.postern.tunnels.install.ConnectorForm;
import dev.postern.tunnels.install.ConnectorProtocol;
import dev.postern.tunnels.install.ConnectorTexts;
import dev.postern.tunnels.lifecycle.TunnelTokens;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What runs a connector of a tunnel, for programs. */
@RestController
@RequestMapping("/api/v1/tunnels/{id}/connector")
@ForAdmins
@Tag(name = "Tunnels")
class ConnectorApi {

	private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

	private final Tunnels tunnels;

	private final TunnelTokens tokens;

	private final ConnectorTexts texts;

	ConnectorApi(Tunnels tunnels, TunnelTokens tokens, ConnectorTexts texts) {
		this.tunnels = tunnels;
		this.tokens = tokens;
		this.texts = texts;
	}

	@GetMapping
	@Operation(summary = "What runs a connector of a tunnel, with a placeholder for the token",
			description = "The form is compose (a file for Docker Compose), docker, systemd or macos (a script for sh), "
					+ "kubernetes (a manifest) or windows (a script for PowerShell). The protocol is auto, or http2 where "
					+ "UDP is not let out.")
	@ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE))
	ResponseEntity<String> text(@PathVariable TunnelId id, @RequestParam String form,
			@RequestParam(defaultValue = "auto") String protocol) {
		ConnectorForm chosen = ConnectorForm.of(form);
		ConnectorProtocol way = ConnectorProtocol.of(protocol);
		return this.tunnels.find(id)
			.filter((tunnel) -> !tunnel.deleted())
			.map((tunnel) -> ResponseEntity.ok().contentType(TEXT).body(this.texts.text(id, chosen, way)))
			.orElseThrow(() -> new TunnelNotFound(id));
	}

	@PostMapping
	@Operation(summary = "The same with the token in it",
			description = "Whoever has the token can take over the traffic of the tunnel. It is asked of Cloudflare for "
					+ "this answer, is kept nowhere in Postern, and the audit notes who was told it.")
	@ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE))
	@ApiResponse(responseCode = "409", description = "The tunnel reads a file on its own machine", content = @Content)
	ResponseEntity<String> textWithToken(@PathVariable TunnelId id, @RequestParam String form,
			@RequestParam(defaultValue = "auto") String protocol, Actor actor) {
		String text = this.tokens.connector(id, ConnectorForm.of(form), ConnectorProtocol.of(protocol), actor).reveal();
		return ResponseEntity.ok().contentType(TEXT).cacheControl(CacheControl.noStore()).body(text);
	}

}

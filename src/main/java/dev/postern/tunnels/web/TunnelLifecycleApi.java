package dev.postern.tunnels.web;

import java.net.URI;
import java.time.Clock;
import java.util.Locale;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.MaybeStale;
import dev.postern.tunnels.TunnelHealth;
import dev.postern.tunnels.TunnelNotFound;
import dev.postern.tunnels.Tunnels;
import dev.postern.tunnels.lifecycle.MadeTunnels;
import dev.postern.tunnels.lifecycle.OpenRequests;
import dev.postern.tunnels.lifecycle.TokenRotation;
import dev.postern.tunnels.lifecycle.TunnelChanges;
import dev.postern.tunnels.lifecycle.TunnelCreation;
import dev.postern.tunnels.lifecycle.TunnelDelivery;
import dev.postern.tunnels.lifecycle.TunnelInUse;
import dev.postern.tunnels.lifecycle.TunnelRemoval;
import dev.postern.tunnels.lifecycle.TunnelTokens;
import dev.postern.tunnels.lifecycle.TunnelUse;
import dev.postern.tunnels.web.TunnelRequests.NewTunnel;
import dev.postern.tunnels.web.TunnelRequests.Requested;
import dev.postern.tunnels.web.TunnelRequests.Rotated;
import dev.postern.tunnels.web.TunnelRequests.Rotation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lets programs make tunnels, look at them, rotate their tokens and remove them. */
@RestController
@RequestMapping("/api/v1/tunnels")
@ForAdmins
@Tag(name = "Tunnels")
class TunnelLifecycleApi {

	private final Tunnels tunnels;

	private final TunnelCreation creation;

	private final TunnelTokens tokens;

	private final TunnelRemoval removal;

	private final TunnelChanges changes;

	private final OpenRequests open;

	private final MadeTunnels made;

	private final MessageSource messages;

	private final Clock clock;

	TunnelLifecycleApi(Tunnels tunnels, TunnelCreation creation, TunnelTokens tokens, TunnelRemoval removal,
			TunnelChanges changes, OpenRequests open, MadeTunnels made, MessageSource messages, Clock clock) {
		this.tunnels = tunnels;
		this.creation = creation;
		this.tokens = tokens;
		this.removal = removal;
		this.changes = changes;
		this.open = open;
		this.made = made;
		this.messages = messages;
		this.clock = clock;
	}

	@GetMapping("/{id}")
	@Operation(summary = "A tunnel and its connectors", description = "At most ten seconds old. Its token is not told.")
	TunnelDetail tunnel(@PathVariable TunnelId id) {
		MaybeStale<TunnelHealth> health = this.tunnels.health(id);
		if (health.unavailable() != null || health.last() == null) {
			throw unavailable(health);
		}
		this.open.settle(id);
		return detail(id, health.last());
	}

	@PostMapping
	@Operation(summary = "Makes a tunnel whose rules are kept at Cloudflare",
			description = "Its token is not in the answer: it is told by POST …/connector.")
	@ApiResponse(responseCode = "201", description = "Made",
			content = @Content(schema = @Schema(implementation = TunnelDetail.class)))
	@ApiResponse(responseCode = "202",
			description = "Cloudflare gave no answer, so nobody knows whether it is there; Postern finds it when it is",
			content = @Content(schema = @Schema(implementation = Requested.class)))
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(schema = @Schema(implementation = NewTunnel.class)))
	ResponseEntity<Object> create(@RequestBody JsonNode body, Actor actor) {
		return switch (this.creation.create(NewTunnel.of(body).label(), actor)) {
			case TunnelDelivery.Made(var id, var name) ->
				ResponseEntity.created(URI.create("/api/v1/tunnels/" + id)).body(created(id, name));
			case TunnelDelivery.Lost(var name) -> ResponseEntity.accepted().body(new Requested(name));
		};
	}

	@PostMapping("/{id}/token-rotation")
	@Operation(summary = "Gives a tunnel another token",
			description = "The old token opens no new connection from then on. The new one is told by POST …/connector.")
	@ApiResponse(responseCode = "200", description = "It has another token",
			content = @Content(schema = @Schema(implementation = Rotated.class)))
	@ApiResponse(responseCode = "202", description = "Cloudflare gave no answer, so it may have another token",
			content = @Content(schema = @Schema(implementation = Rotated.class)))
	@ApiResponse(responseCode = "409",
			description = "Somebody else changes the tunnel just now, its token was changed less than a minute ago, "
					+ "or it reads a file")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = Rotation.class)))
	ResponseEntity<Rotated> rotate(@PathVariable TunnelId id, @RequestBody(required = false) @Nullable JsonNode body,
			Actor actor) {
		Rotation asked = Rotation.of(body);
		TokenRotation rotation = this.tokens.rotate(id, asked.name(), asked.closeConnections(), actor);
		return ResponseEntity.status(rotation.done() ? HttpStatus.OK : HttpStatus.ACCEPTED).body(Rotated.of(rotation));
	}

	@DeleteMapping("/{id}")
	@Operation(summary = "Removes a tunnel that nothing uses",
			description = "Servers, ingress rules, DNS records, private networks and connectors keep it; "
					+ "so does anything of these that cannot be looked at. "
					+ "Records are looked for in 100 zones; in how many they were not, the audit tells. "
					+ "What Postern did not make is removed only for somebody who says its name.")
	@ApiResponse(responseCode = "204", description = "It is gone")
	@ApiResponse(responseCode = "202", description = "Cloudflare gave no answer, so it may still be there")
	@ApiResponse(responseCode = "409", description = "Something uses it")
	@ApiResponse(responseCode = "422", description = "It is called otherwise")
	ResponseEntity<Void> remove(@PathVariable TunnelId id,
			@Parameter(description = "What the tunnel is called, or its id where it has no name; "
					+ "needed for a tunnel that Postern did not make") @RequestParam(
							required = false) @Nullable String name,
			Actor actor) {
		boolean gone = this.removal.remove(id, name, actor);
		return ResponseEntity.status(gone ? HttpStatus.NO_CONTENT : HttpStatus.ACCEPTED).build();
	}

	@ExceptionHandler(TunnelInUse.class)
	ProblemDetail inUse(TunnelInUse thrown, Locale locale) {
		String key = thrown.refusal().isPresent() ? "tunnels.kept" : "tunnels.in-use";
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, text(key, locale));
		problem.setTitle(text(key + ".title", locale));
		thrown.refusal().ifPresent((refusal) -> problem.setProperty("said", refusal.getMessage()));
		thrown.refusal()
			.flatMap(CloudflareException::documentation)
			.ifPresent((page) -> problem.setProperty("documentation", page));
		problem.setProperty("uses", thrown.uses().stream().map(Use::of).toList());
		return problem;
	}

	/** What was made is told, although nobody can look at it yet. */
	private Object created(TunnelId id, String name) {
		try {
			TunnelHealth health = this.tunnels.health(id).last();
			return (health != null) ? detail(id, health) : new Requested(name);
		}
		catch (TunnelNotFound ex) {
			return new Requested(name);
		}
	}

	private TunnelDetail detail(TunnelId id, TunnelHealth health) {
		return TunnelDetail.of(health, this.made.find(id).isPresent(), this.changes.rotatedAt(id).orElse(null),
				this.changes.open(id), this.clock.instant());
	}

	private static RuntimeException unavailable(MaybeStale<TunnelHealth> health) {
		RuntimeException cause = health.unavailable();
		return (cause != null) ? cause : new IllegalStateException("a tunnel without a state");
	}

	private String text(String code, Locale locale) {
		return this.messages.getMessage(code, null, locale);
	}

	/** What uses a tunnel, as an answer names it. */
	record Use(String kind, String name) {

		static Use of(TunnelUse use) {
			return new Use(use.kind().code(), use.name());
		}

	}

}

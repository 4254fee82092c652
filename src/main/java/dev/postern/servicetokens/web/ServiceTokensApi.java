package dev.postern.servicetokens.web;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Page;
import dev.postern.servicetokens.ManagedToken;
import dev.postern.servicetokens.ManagedTokenId;
import dev.postern.servicetokens.ManagedTokens;
import dev.postern.servicetokens.SecretDelivery;
import dev.postern.servicetokens.ServiceTokenInUse;
import dev.postern.servicetokens.TokenList;
import dev.postern.servicetokens.TokenList.Overview;
import dev.postern.servicetokens.TokenSwitch;
import dev.postern.servicetokens.TokenUse;
import dev.postern.servicetokens.web.TokenRequests.Enabling;
import dev.postern.servicetokens.web.TokenRequests.FreshToken;
import dev.postern.servicetokens.web.TokenRequests.NewToken;
import dev.postern.servicetokens.web.TokenRequests.Rotation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets programs look at service tokens, make, rotate, extend, disable and delete them.
 */
@RestController
@RequestMapping("/api/v1/service-tokens")
@ForAdmins
@Tag(name = "Service tokens")
class ServiceTokensApi {

	private static final String LOST = "Cloudflare gave no answer, so nobody knows the secret, if there is one; "
			+ "the state tells what is known";

	private final ManagedTokens managedTokens;

	private final TokenSwitch tokenSwitch;

	private final TokenList tokenList;

	private final MessageSource messages;

	ServiceTokensApi(ManagedTokens managedTokens, TokenSwitch tokenSwitch, TokenList tokenList,
			MessageSource messages) {
		this.managedTokens = managedTokens;
		this.tokenSwitch = tokenSwitch;
		this.tokenList = tokenList;
		this.messages = messages;
	}

	@GetMapping
	@Operation(summary = "All service tokens of the account, those that Postern made first",
			description = "In one part, since an account has at most 50. Secrets are not told.")
	Page<ServiceTokenView> all() {
		Overview overview = this.tokenList.overview();
		if (overview.trouble() != null) {
			throw overview.trouble();
		}
		return new Page<>(Stream
			.concat(overview.ours().stream().map(ServiceTokenView::of),
					overview.foreign().stream().map(ServiceTokenView::of))
			.toList(), null);
	}

	@GetMapping("/{id}")
	@Operation(summary = "A service token that Postern made")
	ServiceTokenView token(@PathVariable ManagedTokenId id) {
		return view(this.managedTokens.get(id));
	}

	@PostMapping
	@Operation(summary = "Makes a service token and tells its secret once")
	@ApiResponse(responseCode = "201", description = "Made; the secret is in this answer only",
			content = @Content(schema = @Schema(implementation = FreshToken.class)))
	@ApiResponse(responseCode = "202", description = LOST,
			content = @Content(schema = @Schema(implementation = ServiceTokenView.class)))
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(schema = @Schema(implementation = NewToken.class)))
	ResponseEntity<Object> create(@RequestBody JsonNode body, Actor actor) {
		NewToken token = NewToken.of(body);
		return answer(this.managedTokens.create(token.label(), token.lifetime(), actor), HttpStatus.CREATED);
	}

	@PostMapping("/{id}/rotation")
	@Operation(summary = "Makes another secret and tells it once",
			description = "The secret of today ends at once unless a time is given. When the token expires does not change.")
	@ApiResponse(responseCode = "200", description = "Rotated; the secret is in this answer only",
			content = @Content(schema = @Schema(implementation = FreshToken.class)))
	@ApiResponse(responseCode = "202", description = LOST,
			content = @Content(schema = @Schema(implementation = ServiceTokenView.class)))
	@ApiResponse(responseCode = "409", description = "Somebody else rotates or deletes it just now")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = Rotation.class)))
	ResponseEntity<Object> rotate(@PathVariable ManagedTokenId id,
			@RequestBody(required = false) @Nullable JsonNode body, Actor actor) {
		Instant until = (body != null && !body.isNull()) ? Rotation.of(body).previousSecretExpiresAt() : null;
		return answer(this.managedTokens.rotate(id, null, until, actor), HttpStatus.OK);
	}

	@PostMapping("/{id}/extension")
	@Operation(summary = "Lets a service token last for its duration again, from now on; its secret stays")
	ServiceTokenView extend(@PathVariable ManagedTokenId id, Actor actor) {
		return view(this.managedTokens.extend(id, actor));
	}

	@PutMapping("/{id}/enabled")
	@Operation(summary = "Disables a service token, or enables it again",
			description = "While it is disabled no secret of it is accepted at a login, also not one in its grace. "
					+ "Sessions that are open go on. Its secrets and its end stay as they are.")
	@ApiResponse(responseCode = "200", description = "It is so",
			content = @Content(schema = @Schema(implementation = ServiceTokenView.class)))
	@ApiResponse(responseCode = "202", description = "Cloudflare gave no answer; the state tells what is known",
			content = @Content(schema = @Schema(implementation = ServiceTokenView.class)))
	@ApiResponse(responseCode = "409", description = "Somebody else changes or deletes it just now")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(schema = @Schema(implementation = Enabling.class)))
	ResponseEntity<ServiceTokenView> turn(@PathVariable ManagedTokenId id, @RequestBody JsonNode body, Actor actor) {
		ManagedToken now = Enabling.of(body).enabled() ? this.tokenSwitch.enable(id, actor)
				: this.tokenSwitch.disable(id, actor);
		return ResponseEntity.status((now.switchAskedTo() != null) ? HttpStatus.ACCEPTED : HttpStatus.OK)
			.body(view(now));
	}

	@DeleteMapping("/{id}")
	@Operation(summary = "Deletes a service token; its machines can't connect any more")
	@ApiResponse(responseCode = "204", description = "It is gone")
	@ApiResponse(responseCode = "202", description = "Cloudflare gave no answer, so it may still be there")
	@ApiResponse(responseCode = "409",
			description = "Policies of servers name it, or something that is only at Cloudflare")
	ResponseEntity<Void> delete(@PathVariable ManagedTokenId id, Actor actor) {
		boolean gone = this.managedTokens.remove(id, actor);
		return ResponseEntity.status(gone ? HttpStatus.NO_CONTENT : HttpStatus.ACCEPTED).build();
	}

	@ExceptionHandler(ServiceTokenInUse.class)
	ProblemDetail inUse(ServiceTokenInUse thrown, Locale locale) {
		String key = thrown.refusal().isPresent() ? "servicetokens.kept" : "servicetokens.in-use";
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, text(key, locale));
		problem.setTitle(text(key + ".title", locale));
		thrown.refusal().ifPresent((refusal) -> problem.setProperty("said", refusal.getMessage()));
		thrown.refusal()
			.flatMap(CloudflareException::documentation)
			.ifPresent((page) -> problem.setProperty("documentation", page));
		problem.setProperty("servers", thrown.uses().stream().map(TokenUse::name).toList());
		return problem;
	}

	private ResponseEntity<Object> answer(SecretDelivery delivery, HttpStatus status) {
		URI address = URI.create("/api/v1/service-tokens/" + delivery.managed().id());
		return switch (delivery) {
			case SecretDelivery.Delivered(ManagedToken managed, var secret) -> ResponseEntity.status(status)
				.location(address)
				.cacheControl(CacheControl.noStore())
				.body(new FreshToken(view(managed), secret.reveal()));
			case SecretDelivery.Lost(ManagedToken managed) ->
				ResponseEntity.accepted().location(address).body(view(managed));
		};
	}

	private ServiceTokenView view(ManagedToken managed) {
		return ServiceTokenView.of(this.tokenList.entry(managed));
	}

	private String text(String code, Locale locale) {
		return this.messages.getMessage(code, null, locale);
	}

}

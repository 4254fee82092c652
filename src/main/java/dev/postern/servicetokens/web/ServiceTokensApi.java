package dev.postern.servicetokens.web;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Page;
import dev.postern.servicetokens.Machine;
import dev.postern.servicetokens.MachineId;
import dev.postern.servicetokens.MachineInUse;
import dev.postern.servicetokens.MachineList;
import dev.postern.servicetokens.MachineList.Overview;
import dev.postern.servicetokens.Machines;
import dev.postern.servicetokens.TokenUse;
import dev.postern.servicetokens.Told;
import dev.postern.servicetokens.web.TokenRequests.Fresh;
import dev.postern.servicetokens.web.TokenRequests.NewToken;
import dev.postern.servicetokens.web.TokenRequests.Rotation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets programs look at service tokens, make, rotate, extend and delete them. */
@RestController
@RequestMapping("/api/v1/service-tokens")
@ForAdmins
@Tag(name = "Service tokens")
class ServiceTokensApi {

	private static final String LOST = "Cloudflare gave no answer, so nobody knows the secret, if there is one; "
			+ "the state tells what is known";

	private final Machines machines;

	private final MachineList list;

	private final MessageSource messages;

	ServiceTokensApi(Machines machines, MachineList list, MessageSource messages) {
		this.machines = machines;
		this.list = list;
		this.messages = messages;
	}

	@GetMapping
	@Operation(summary = "All service tokens of the account, those that Postern made first",
			description = "In one part, since an account has at most 50. Secrets are not told.")
	Page<ServiceTokenView> all() {
		Overview overview = this.list.overview();
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
	ServiceTokenView token(@PathVariable MachineId id) {
		return view(this.machines.get(id));
	}

	@PostMapping
	@Operation(summary = "Makes a service token and tells its secret once")
	@ApiResponse(responseCode = "201", description = "Made; the secret is in this answer only",
			content = @Content(schema = @Schema(implementation = Fresh.class)))
	@ApiResponse(responseCode = "202", description = LOST,
			content = @Content(schema = @Schema(implementation = ServiceTokenView.class)))
	ResponseEntity<Object> create(@RequestBody NewToken wanted, Actor actor) {
		NewToken token = wanted.known();
		return told(this.machines.create(token.label(), token.lifetime(), actor), HttpStatus.CREATED);
	}

	@PostMapping("/{id}/rotation")
	@Operation(summary = "Makes another secret and tells it once",
			description = "The secret of today ends at once unless a time is given. When the token expires does not change.")
	@ApiResponse(responseCode = "200", description = "Rotated; the secret is in this answer only",
			content = @Content(schema = @Schema(implementation = Fresh.class)))
	@ApiResponse(responseCode = "202", description = LOST,
			content = @Content(schema = @Schema(implementation = ServiceTokenView.class)))
	@ApiResponse(responseCode = "409", description = "Somebody else rotates or deletes it just now")
	ResponseEntity<Object> rotate(@PathVariable MachineId id,
			@RequestBody(required = false) @Nullable Rotation rotation, Actor actor) {
		Instant until = (rotation != null) ? rotation.known().previousSecretExpiresAt() : null;
		return told(this.machines.rotate(id, null, until, actor), HttpStatus.OK);
	}

	@PostMapping("/{id}/extension")
	@Operation(summary = "Lets a service token last for its duration again, from now on; its secret stays")
	ServiceTokenView extend(@PathVariable MachineId id, Actor actor) {
		return view(this.machines.extend(id, actor));
	}

	@DeleteMapping("/{id}")
	@Operation(summary = "Deletes a service token; its machines can't connect any more")
	@ApiResponse(responseCode = "204", description = "It is gone")
	@ApiResponse(responseCode = "202", description = "Cloudflare gave no answer, so it may still be there")
	@ApiResponse(responseCode = "409", description = "Policies of servers name it")
	ResponseEntity<Void> delete(@PathVariable MachineId id, Actor actor) {
		boolean gone = this.machines.remove(id, actor);
		return ResponseEntity.status(gone ? HttpStatus.NO_CONTENT : HttpStatus.ACCEPTED).build();
	}

	@ExceptionHandler(MachineInUse.class)
	ProblemDetail inUse(MachineInUse thrown, Locale locale) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, text("servicetokens.in-use", locale));
		problem.setTitle(text("servicetokens.in-use.title", locale));
		problem.setProperty("servers", thrown.uses().stream().map(TokenUse::name).toList());
		return problem;
	}

	private ResponseEntity<Object> told(Told told, HttpStatus status) {
		URI address = URI.create("/api/v1/service-tokens/" + told.machine().id());
		return switch (told) {
			case Told.Once(Machine machine, var secret) -> ResponseEntity.status(status)
				.location(address)
				.cacheControl(CacheControl.noStore())
				.body(new Fresh(view(machine), secret.reveal()));
			case Told.Never(Machine machine) -> ResponseEntity.accepted().location(address).body(view(machine));
		};
	}

	private ServiceTokenView view(Machine machine) {
		return ServiceTokenView.of(this.list.known(machine));
	}

	private String text(String code, Locale locale) {
		return this.messages.getMessage(code, null, locale);
	}

}

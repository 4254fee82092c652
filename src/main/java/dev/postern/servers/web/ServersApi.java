package dev.postern.servers.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Page;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.ServerFilter;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.servers.StaleServer;
import dev.postern.servers.risks.PolicyLints;
import dev.postern.servers.risks.UnacknowledgedPolicyWarnings;
import dev.postern.ui.WarningView;
import dev.postern.ui.input.PageSize;
import dev.postern.tunnels.Standings;
import dev.postern.tunnels.TunnelStandings;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The registry for programs. */
@RestController
@RequestMapping("/api/v1/servers")
@ForAdmins
@Tag(name = "Servers")
class ServersApi {

	private static final int MOST = 200;

	private static final String YES = "Risks of the policies that the caller says yes to, by their ids or, "
			+ "for all of a kind, by the part before the @; kept in the audit";

	private static final String NEEDS_A_YES = "Policies that cannot be meant are refused. Those that carry a risk "
			+ "are refused too, with the list of the risks, until acknowledgedWarnings names them; "
			+ "what stands already in a policy that stays as it is is not asked again.";

	private static final String REFUSED = "Values that cannot be taken, each with what would be right, or risks that "
			+ "nobody has said yes to";

	private final Servers servers;

	private final PolicyLints lints;

	private final TunnelStandings standings;

	private final MessageSource messages;

	ServersApi(Servers servers, PolicyLints lints, TunnelStandings standings, MessageSource messages) {
		this.servers = servers;
		this.lints = lints;
		this.standings = standings;
		this.messages = messages;
	}

	@GetMapping
	@Operation(summary = "Servers, newest first",
			description = "Those that are being removed are listed until nothing of them is left.")
	Page<ServerAnswer> list(@RequestParam(defaultValue = "") String q,
			@RequestParam(defaultValue = "") Set<Phase> phase,
			@RequestParam(required = false) @Nullable TunnelId tunnelId,
			@Parameter(
					description = "true: only those in phase READY to which nobody gets through; false: all but those") @RequestParam(
							required = false) @Nullable Boolean cutOff,
			@RequestParam(defaultValue = "50") int size, @RequestParam(required = false) @Nullable String cursor,
			@Parameter(description = "Tags that a server has to have, each of them, whatever their case") @RequestParam(
					defaultValue = "") Set<String> tag) {
		Standings standings = this.standings.now();
		return this.servers
			.search(new ServerFilter(q, phase, tunnelId, cutOff, tag), cursor, PageSize.checked(size, MOST))
			.map((server) -> ServerAnswer.of(server, standings));
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Registers a server; Cloudflare follows", description = NEEDS_A_YES)
	@ApiResponse(responseCode = "201", description = "Registered")
	@ApiResponse(responseCode = "422", description = REFUSED,
			content = @Content(schema = @Schema(implementation = Unacknowledged.class)))
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = NewServer.class)))
	ResponseEntity<ServerAnswer> register(@RequestBody JsonNode body, Actor actor) {
		ServerBody read = ServerBody.ofNew(body);
		Server server = this.servers.register(read.draft(), read.acknowledged(), actor);
		return ResponseEntity.created(URI.create("/api/v1/servers/" + server.id())).body(answer(server));
	}

	@GetMapping("/{id}")
	@Operation(summary = "A server; 404 once nothing of it is left")
	ServerAnswer server(@PathVariable ServerId id) {
		return answer(this.servers.find(id).orElseThrow(() -> new ServerNotFound(id)));
	}

	@PutMapping("/{id}")
	@Operation(summary = "Changes what is wanted of a server",
			description = "Needs the version that was read; fields that are left out get their defaults. "
					+ NEEDS_A_YES)
	@ApiResponse(responseCode = "200", description = "Changed")
	@ApiResponse(responseCode = "409",
			description = "The version is not the current one, or the server is being removed")
	@ApiResponse(responseCode = "422", description = REFUSED,
			content = @Content(schema = @Schema(implementation = Unacknowledged.class)))
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = EditedServer.class)))
	ServerAnswer edit(@PathVariable ServerId id, @RequestBody JsonNode body, Actor actor) {
		ServerBody edited = ServerBody.ofEdited(body);
		Long version = edited.version();
		if (version == null) {
			throw InvalidInput.of("version", "", "servers.error.version.missing");
		}
		return answer(this.servers.edit(id, version, edited.draft(), edited.acknowledged(), actor));
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(summary = "Asks for the removal of a server; what stands at Cloudflare goes first")
	ServerAnswer remove(@PathVariable ServerId id, Actor actor) {
		return answer(this.servers.retire(id, actor));
	}

	@ExceptionHandler(StaleServer.class)
	ProblemDetail stale(StaleServer stale, Locale locale) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, text("servers.stale", locale));
		problem.setTitle(text("ui.error.409.title", locale));
		problem.setProperty("current", answer(stale.current()));
		return problem;
	}

	@ExceptionHandler(UnacknowledgedPolicyWarnings.class)
	ProblemDetail unacknowledged(UnacknowledgedPolicyWarnings open, Locale locale) {
		List<WarningView> warnings = this.lints.describe(open.warnings());
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, text(
				"servers.unacknowledged", locale, String.join(", ", warnings.stream().map(WarningView::id).toList())));
		problem.setTitle(text("ui.warnings.title", locale));
		problem.setProperty("unacknowledged", warnings);
		return problem;
	}

	private ServerAnswer answer(Server server) {
		return ServerAnswer.of(server, this.standings.now());
	}

	private String text(String code, Locale locale, Object... args) {
		return this.messages.getMessage(code, args, locale);
	}

	/** What {@code POST} takes. */
	@Schema(allOf = ServerDraft.class)
	record NewServer(@Schema(description = YES, example = "[\"everyone@1\"]") List<String> acknowledgedWarnings) {
	}

	/** What {@code PUT} takes. */
	@Schema(allOf = ServerDraft.class)
	record EditedServer(@Schema(description = "The version that was read") long version,
			@Schema(description = YES, example = "[\"everyone@1\"]") List<String> acknowledgedWarnings) {
	}

	/** What is answered while nobody has said yes to a risk. */
	@Schema(allOf = ProblemDetail.class)
	record Unacknowledged(List<WarningView> unacknowledged) {
	}

}

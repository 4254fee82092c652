package dev.postern.grants.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.postern.grants.Grant;
import dev.postern.grants.GrantId;
import dev.postern.grants.GrantRequest;
import dev.postern.grants.GrantStanding;
import dev.postern.grants.GrantStandings;
import dev.postern.grants.GrantState;
import dev.postern.grants.Grants;
import dev.postern.grants.Vote;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Page;
import dev.postern.ui.input.JsonBody;
import dev.postern.ui.input.PageSize;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Grants for programs. */
@RestController
@RequestMapping("/api/v1/grants")
@ForSignedIn
@Tag(name = "Grants")
class GrantsApi {

	private static final int MOST = 200;

	private static final String KEY = "Idempotency-Key";

	private static final String KEY_TEXT = "Names the request: sent again with the same key it makes nothing again "
			+ "and gets the same answer";

	private final Grants grants;

	private final GrantStandings standings;

	GrantsApi(Grants grants, GrantStandings standings) {
		this.grants = grants;
		this.standings = standings;
	}

	@GetMapping
	@Operation(summary = "Grants that the caller may know of, the last that were asked for first",
			description = "People read their own and those about which they decide; administrators and auditors read all. None is ever removed.")
	Page<GrantAnswer> list(@RequestParam(defaultValue = "") Set<GrantState> state,
			@Parameter(description = "Part of a server's name, an address, a reason or a ticket") @RequestParam(
					defaultValue = "") String q,
			@RequestParam(defaultValue = "50") int size, @RequestParam(required = false) @Nullable String cursor,
			Person caller) {
		Page<Grant> page = this.grants.search(caller, q, state, cursor, PageSize.checked(size, MOST));
		Map<GrantId, GrantStanding> standings = this.standings.of(page.items().stream().map(Grant::id).toList());
		return page.map((grant) -> GrantAnswer.of(grant, standings.get(grant.id())));
	}

	@GetMapping("/{id}")
	@Operation(summary = "A grant, also long after its end")
	GrantAnswer grant(@PathVariable GrantId id, Person caller) {
		return answer(this.grants.visible(caller, id));
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Asks to be let in to a server for a while, or to all servers with a tag",
			description = "Each server makes a grant of its own, all or none. The clock runs from the approval.")
	@ApiResponse(responseCode = "201", description = "Asked for; where nobody has to say yes it runs already")
	@ApiResponse(responseCode = "404", description = "There is no such server, or none that the caller may ask for")
	@ApiResponse(responseCode = "422",
			description = "Values that cannot be taken, each with what would be right; also when nobody could approve it")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = NewGrant.class)))
	ResponseEntity<Object> ask(@RequestBody JsonNode body,
			@Parameter(description = KEY_TEXT) @RequestHeader(name = KEY, defaultValue = "") String key,
			Person caller) {
		JsonBody fields = new JsonBody(body, List.of("serverId", "tag", "reason", "ticket", "duration", "startAt"),
				Set.of());
		GrantRequest request = new GrantRequest(fields.text("serverId"), fields.text("tag"), fields.text("reason"),
				fields.text("ticket"), fields.text("duration"), fields.instant("startAt"));
		fields.throwIfInvalid();
		List<GrantAnswer> made = this.grants.ask(caller, request, key).stream().map(this::answer).toList();
		if (request.tag() != null) {
			return ResponseEntity.created(URI.create("/api/v1/grants")).body(new Page<>(made, null));
		}
		return created(made.getFirst());
	}

	@PutMapping("/{id}/decision")
	@Operation(summary = "Says yes or no to what somebody else asks for")
	@ApiResponse(responseCode = "403", description = "Others decide about this server")
	@ApiResponse(responseCode = "409",
			description = "It is decided, ended or too late, or the caller has decided before or asked for it")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = Decision.class)))
	GrantAnswer decide(@PathVariable GrantId id, @RequestBody JsonNode body, Person caller) {
		JsonBody fields = new JsonBody(body, List.of("approve", "note"), Set.of());
		Boolean approve = fields.bool("approve");
		String note = fields.text("note");
		fields.throwIfInvalid();
		if (approve == null) {
			throw InvalidInput.of("approve", "", "grants.error.approve");
		}
		return answer(this.grants.decide(caller, id, approve ? Vote.Verdict.APPROVE : Vote.Verdict.REFUSE,
				Objects.requireNonNullElse(note, "")));
	}

	@PostMapping("/{id}/extension")
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Asks for more time for a grant of one's own that runs, from its end on",
			description = "It is a grant of its own, decided like any other, and goes on without a gap.")
	@ApiResponse(responseCode = "201", description = "Asked for")
	@ApiResponse(responseCode = "409", description = "It does not run, or more time was asked for already")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = More.class)))
	ResponseEntity<Object> extend(@PathVariable GrantId id, @RequestBody JsonNode body,
			@Parameter(description = KEY_TEXT) @RequestHeader(name = KEY, defaultValue = "") String key,
			Person caller) {
		JsonBody fields = new JsonBody(body, List.of("duration", "reason"), Set.of());
		GrantRequest request = new GrantRequest(null, null, fields.text("reason"), null, fields.text("duration"), null);
		fields.throwIfInvalid();
		return created(answer(this.grants.extend(caller, id, request, key)));
	}

	@DeleteMapping("/{id}")
	@Operation(summary = "Ends a grant early, or takes back what is asked for",
			description = "By the person, by those who approve for the server, and by administrators. Logins by it are ended, too; SSH connections that are open go on. The grant stays to be read.")
	@ApiResponse(responseCode = "409", description = "It has ended already")
	GrantAnswer end(@PathVariable GrantId id, @RequestParam(defaultValue = "") String note, Person caller) {
		return answer(this.grants.end(caller, id, note));
	}

	private static ResponseEntity<Object> created(GrantAnswer grant) {
		return ResponseEntity.created(URI.create("/api/v1/grants/" + grant.id())).body(grant);
	}

	private GrantAnswer answer(Grant grant) {
		return GrantAnswer.of(grant, this.standings.of(grant.id()).orElse(null));
	}

	/** What {@code POST} takes. */
	@Schema(name = "NewGrant")
	record NewGrant(@Schema(description = "One server") @Nullable String serverId, @Schema(
			description = "In place of serverId: all servers with this tag that the caller may ask for") @Nullable String tag,
			@Schema(example = "the disk of db1 is full") String reason,
			@Schema(description = "Where the server asks for one", example = "OPS-42") @Nullable String ticket,
			@Schema(example = "2h") String duration,
			@Schema(description = "Not before this; left out for as soon as it is approved") @Nullable String startAt) {
	}

	/** What a decision takes. */
	@Schema(name = "NewGrantDecision")
	record Decision(boolean approve, @Schema(description = "Read by the person and kept") @Nullable String note) {
	}

	/** What an extension takes. */
	@Schema(name = "GrantExtension")
	record More(@Schema(example = "1h") String duration,
			@Schema(description = "That of the grant when it is left out") @Nullable String reason) {
	}

}

package dev.postern.directory.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupDraft;
import dev.postern.directory.groups.GroupInUse;
import dev.postern.directory.groups.GroupNotFound;
import dev.postern.directory.groups.GroupView;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.directory.groups.StaleGroup;
import dev.postern.directory.groups.UnacknowledgedGroupWarnings;
import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.GroupId;
import dev.postern.kernel.Page;
import dev.postern.kernel.ServerId;
import dev.postern.ui.WarningView;
import dev.postern.ui.input.PageSize;
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

/** Rule groups for programs. */
@RestController
@RequestMapping("/api/v1/groups")
@ForAdmins
@Tag(name = "Groups")
class GroupsApi {

	private static final int MOST = 200;

	private static final String YES = "Risks of the group that the caller says yes to, by their ids or, "
			+ "for all of a kind, by the part before the @; kept in the audit";

	private static final String NEEDS_A_YES = "Rules that cannot be meant, by themselves or in the policies of the "
			+ "servers that use the group, are refused. Those that carry a risk are refused too, with the list of the "
			+ "risks, until acknowledgedWarnings names them; what stands already is not asked again.";

	private static final String REFUSED = "Values that cannot be taken, each with what would be right, or risks that "
			+ "nobody has said yes to";

	private final RuleGroups groups;

	private final MessageSource messages;

	GroupsApi(RuleGroups groups, MessageSource messages) {
		this.groups = groups;
		this.messages = messages;
	}

	@GetMapping
	@Operation(summary = "Rule groups that Postern keeps, by name",
			description = "Those that are being removed are listed until nothing of them is left.")
	Page<GroupView> list(@Parameter(
			description = "Part of a name, a description, or an address or domain that is in the group") @RequestParam(
					defaultValue = "") String q,
			@RequestParam(defaultValue = "50") int size, @RequestParam(required = false) @Nullable String cursor) {
		return this.groups.search(q, cursor, PageSize.checked(size, MOST)).map(GroupView::of);
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Makes a rule group; Cloudflare follows",
			description = "Policies of servers name it by its id, as {\"group\": {\"id\": \"…\"}}. " + NEEDS_A_YES)
	@ApiResponse(responseCode = "201", description = "Made")
	@ApiResponse(responseCode = "422", description = REFUSED,
			content = @Content(schema = @Schema(implementation = UnacknowledgedRisks.class)))
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = NewGroup.class)))
	ResponseEntity<GroupView> create(@RequestBody JsonNode body, Actor actor) {
		GroupBody read = GroupBody.ofNew(body);
		Group group = this.groups.create(read.draft(), read.acknowledged(), actor);
		return ResponseEntity.created(URI.create("/api/v1/groups/" + group.id())).body(GroupView.of(group));
	}

	@GetMapping("/{id}")
	@Operation(summary = "A rule group and the servers that use it; 404 once nothing of it is left")
	GroupAnswer group(@PathVariable GroupId id) {
		GroupView view = GroupView.of(this.groups.find(id).orElseThrow(() -> new GroupNotFound(id)));
		return new GroupAnswer(view,
				this.groups.uses(id).stream().map((use) -> new User(use.server(), use.serverName())).toList());
	}

	@PutMapping("/{id}")
	@Operation(summary = "Changes what is wanted of a rule group",
			description = "Needs the version that was read; lists that are left out become empty. " + NEEDS_A_YES)
	@ApiResponse(responseCode = "200", description = "Changed")
	@ApiResponse(responseCode = "409",
			description = "The version is not the current one, or the group is being removed")
	@ApiResponse(responseCode = "422", description = REFUSED,
			content = @Content(schema = @Schema(implementation = UnacknowledgedRisks.class)))
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = EditedGroup.class)))
	GroupView edit(@PathVariable GroupId id, @RequestBody JsonNode body, Actor actor) {
		GroupBody edited = GroupBody.ofEdited(body);
		long version = Objects.requireNonNull(edited.version());
		return GroupView.of(this.groups.edit(id, version, edited.draft(), edited.acknowledged(), actor));
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(summary = "Asks for the removal of a rule group; it goes from Cloudflare first")
	@ApiResponse(responseCode = "409", description = "Servers use it; the answer names them")
	GroupView remove(@PathVariable GroupId id, Actor actor) {
		return GroupView.of(this.groups.retire(id, actor));
	}

	@ExceptionHandler(StaleGroup.class)
	ProblemDetail stale(StaleGroup stale, Locale locale) {
		ProblemDetail problem = problem(HttpStatus.CONFLICT, "ui.error.409.title", text("directory.stale", locale),
				locale);
		problem.setProperty("current", GroupView.of(stale.current()));
		return problem;
	}

	@ExceptionHandler(GroupInUse.class)
	ProblemDetail inUse(GroupInUse inUse, Locale locale) {
		ProblemDetail problem = problem(HttpStatus.CONFLICT, "directory.in-use.title", text("directory.in-use", locale),
				locale);
		problem.setProperty("usedBy",
				inUse.uses().stream().map((use) -> new User(use.server(), use.serverName())).toList());
		return problem;
	}

	@ExceptionHandler(UnacknowledgedGroupWarnings.class)
	ProblemDetail unacknowledged(UnacknowledgedGroupWarnings risky, Locale locale) {
		List<WarningView> open = risky.open();
		String ids = String.join(", ", open.stream().map(WarningView::id).toList());
		ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_CONTENT, "ui.warnings.title",
				text("directory.unacknowledged", locale, ids), locale);
		problem.setProperty("unacknowledged", open);
		return problem;
	}

	private ProblemDetail problem(HttpStatus status, String title, String detail, Locale locale) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setTitle(text(title, locale));
		return problem;
	}

	private String text(String code, Locale locale, Object... args) {
		return this.messages.getMessage(code, args, locale);
	}

	/** A server that uses a group. */
	record User(ServerId id, String name) {
	}

	/** A group with the servers that use it. */
	record GroupAnswer(@JsonUnwrapped GroupView group, List<User> usedBy) {
	}

	/** What {@code POST} takes. */
	@Schema(allOf = GroupDraft.class)
	record NewGroup(@Schema(description = YES, example = "[\"foreign-domain\"]") List<String> acknowledgedWarnings) {
	}

	/** What {@code PUT} takes. */
	@Schema(allOf = GroupDraft.class)
	record EditedGroup(@Schema(description = "The version that was read") long version,
			@Schema(description = YES, example = "[\"foreign-domain\"]") List<String> acknowledgedWarnings) {
	}

	/** What is answered while nobody has said yes to a risk. */
	@Schema(allOf = ProblemDetail.class)
	record UnacknowledgedRisks(List<WarningView> unacknowledged) {
	}

}

package dev.postern.directory.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.postern.directory.Group;
import dev.postern.directory.GroupDraft;
import dev.postern.directory.GroupInUse;
import dev.postern.directory.GroupNotFound;
import dev.postern.directory.GroupView;
import dev.postern.directory.RuleGroups;
import dev.postern.directory.StaleGroup;
import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.GroupId;
import dev.postern.kernel.Page;
import dev.postern.kernel.ServerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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

	private final RuleGroups groups;

	private final MessageSource messages;

	GroupsApi(RuleGroups groups, MessageSource messages) {
		this.groups = groups;
		this.messages = messages;
	}

	@GetMapping
	@Operation(summary = "Rule groups that Postern keeps, by name",
			description = "All in one part. Those that are being removed are listed until nothing of them is left.")
	Page<GroupView> list(@RequestParam(defaultValue = "") String q) {
		String sought = q.strip().toLowerCase(Locale.ROOT);
		return new Page<>(this.groups.all()
			.stream()
			.filter((group) -> group.spec().name().toLowerCase(Locale.ROOT).contains(sought))
			.map(GroupView::of)
			.toList(), null);
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Makes a rule group; Cloudflare follows",
			description = "Policies of servers name it by its id, as {\"group\": {\"id\": \"…\"}}.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = GroupDraft.class)))
	ResponseEntity<GroupView> create(@RequestBody JsonNode body, Actor actor) {
		Group group = this.groups.create(GroupBody.ofNew(body).draft(), actor);
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
			description = "Needs the version that was read; lists that are left out become empty.")
	@ApiResponse(responseCode = "409",
			description = "The version is not the current one, or the group is being removed")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = EditedGroup.class)))
	GroupView edit(@PathVariable GroupId id, @RequestBody JsonNode body, Actor actor) {
		GroupBody edited = GroupBody.ofEdited(body);
		long version = Objects.requireNonNull(edited.version());
		return GroupView.of(this.groups.edit(id, version, edited.draft(), actor));
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
		ProblemDetail problem = conflict("directory.stale", locale);
		problem.setProperty("current", GroupView.of(stale.current()));
		return problem;
	}

	@ExceptionHandler(GroupInUse.class)
	ProblemDetail inUse(GroupInUse inUse, Locale locale) {
		ProblemDetail problem = conflict("directory.in-use", locale);
		problem.setProperty("usedBy",
				inUse.uses().stream().map((use) -> new User(use.server(), use.serverName())).toList());
		return problem;
	}

	private ProblemDetail conflict(String code, Locale locale) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, text(code, locale));
		problem.setTitle(text("ui.error.409.title", locale));
		return problem;
	}

	private String text(String code, Locale locale) {
		return this.messages.getMessage(code, null, locale);
	}

	/** A server that uses a group. */
	record User(ServerId id, String name) {
	}

	/** A group with the servers that use it. */
	record GroupAnswer(@JsonUnwrapped GroupView group, List<User> usedBy) {
	}

	/** What {@code PUT} takes. */
	@Schema(allOf = GroupDraft.class)
	record EditedGroup(@Schema(description = "The version that was read") long version) {
	}

}

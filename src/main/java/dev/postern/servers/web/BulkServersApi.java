package dev.postern.servers.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.servers.ServerView;
import dev.postern.servers.bulk.BulkServers;
import dev.postern.servers.bulk.BulkServers.LeftOut;
import dev.postern.servers.bulk.BulkServers.Outcome;
import dev.postern.servers.bulk.BulkServers.Selection;
import dev.postern.servers.bulk.BulkWishes;
import dev.postern.servers.bulk.ServerVersion;
import dev.postern.ui.input.JsonBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changes many servers at once for programs. */
@RestController
@RequestMapping("/api/v1/servers")
@ForAdmins
@Tag(name = "Servers")
class BulkServersApi {

	private static final String LEFT_OUT = "Each server is changed for itself, as its caller has seen it; one that "
			+ "somebody else has changed meanwhile, that is being removed or gone is left out and listed.";

	private final BulkServers bulk;

	BulkServersApi(BulkServers bulk) {
		this.bulk = bulk;
	}

	@PostMapping("/bulk")
	@Operation(summary = "Changes up to 200 servers at once",
			description = "What is left out stays as it is on each of them. " + LEFT_OUT)
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = BulkChange.class)))
	BulkAnswer edit(@RequestBody JsonNode body, Actor actor) {
		JsonBody fields = new JsonBody(body,
				List.of("servers", "addTags", "removeTags", "loginUser", "sessionDuration"), Set.of());
		BulkWishes wishes = new BulkWishes(List.copyOf(fields.texts("addTags")),
				List.copyOf(fields.texts("removeTags")), Objects.requireNonNullElse(fields.text("loginUser"), ""),
				Objects.requireNonNullElse(fields.text("sessionDuration"), ""));
		fields.throwIfInvalid();
		Selection selection = this.bulk.select(versions(fields));
		return BulkAnswer.of(selection, this.bulk.apply(this.bulk.edited(selection.servers(), wishes), actor));
	}

	@PostMapping("/bulk-removal")
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(summary = "Asks for the removal of up to 200 servers; what stands at Cloudflare goes first",
			description = LEFT_OUT + " Where many leave one tunnel, an administrator has to let the removals pass.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = BulkRemoval.class)))
	BulkAnswer remove(@RequestBody JsonNode body, Actor actor) {
		JsonBody fields = new JsonBody(body, List.of("servers"), Set.of());
		fields.throwIfInvalid();
		Selection selection = this.bulk.select(versions(fields));
		return BulkAnswer.of(selection, this.bulk.retire(selection.servers(), actor));
	}

	private static List<ServerVersion> versions(JsonBody fields) {
		List<FieldProblem> problems = new ArrayList<>();
		List<ServerVersion> versions = new ArrayList<>();
		JsonNode servers = fields.given("servers").filter(JsonNode::isArray).orElse(null);
		if (servers == null) {
			throw InvalidInput.of("servers", "", "servers.error.bulk.versions");
		}
		for (int i = 0; i < servers.size() && problems.isEmpty(); i++) {
			JsonNode one = servers.get(i);
			try {
				versions.add(ServerVersion
					.of("%s:%s".formatted(one.path("id").asString(""), one.path("version").asString(""))));
			}
			catch (IllegalArgumentException ex) {
				problems.add(FieldProblem.of("servers[%d]".formatted(i), "", "servers.error.bulk.versions"));
			}
		}
		if (!problems.isEmpty()) {
			throw new InvalidInput(problems);
		}
		return versions.stream().distinct().toList();
	}

	/** What {@code POST} takes to change servers. */
	record BulkChange(List<SeenServer> servers, List<String> addTags, List<String> removeTags, String loginUser,
			@Schema(example = "24h") String sessionDuration) {
	}

	/** What {@code POST} takes to remove servers. */
	record BulkRemoval(List<SeenServer> servers) {
	}

	/** A server, and the version of it that was read. */
	record SeenServer(ServerId id, long version) {
	}

	/**
	 * What became of it.
	 *
	 * @param done the servers as they are now
	 * @param leftOut those to which nothing was done
	 */
	record BulkAnswer(List<ServerView> done, List<LeftOutServer> leftOut) {

		static BulkAnswer of(Selection selection, Outcome outcome) {
			List<LeftOutServer> leftOut = new ArrayList<>();
			selection.leftOut().forEach((one) -> leftOut.add(LeftOutServer.of(one)));
			outcome.leftOut().forEach((one) -> leftOut.add(LeftOutServer.of(one)));
			return new BulkAnswer(outcome.done().stream().map(ServerView::of).toList(), leftOut);
		}

	}

	/** A server to which nothing was done. */
	record LeftOutServer(ServerId id, String name, @Schema(allowableValues = {
			"changed", "leaving", "gone" }) String why){

		static LeftOutServer of(LeftOut one) {
			return new LeftOutServer(one.id(), one.name(), one.why().name().toLowerCase(Locale.ROOT));
		}

	}

}

package dev.postern.reconcile.web;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.postern.identity.ForAdmins;
import dev.postern.identity.Person;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.Previews;
import dev.postern.reconcile.ReconcileCommands;
import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.runs.RunHistory;
import dev.postern.reconcile.runs.ServerRun;
import dev.postern.reconcile.web.PortalChanges.PortalView;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.servers.risks.PolicyLints;
import dev.postern.servers.risks.PolicyWarning;
import dev.postern.servers.web.ServerBody;
import dev.postern.ui.WarningView;
import dev.postern.tunnels.Connection;
import dev.postern.tunnels.TunnelStandings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tells programs how far servers are and what would be done. */
@RestController
@RequestMapping("/api/v1/servers")
@ForAdmins
@Tag(name = "Reconciliation", description = "How far Cloudflare is with what is registered, and what would be done.")
class StatusApi {

	private final Servers servers;

	private final ProgressReader progressReader;

	private final RunHistory history;

	private final Previews previews;

	private final PlanViews views;

	private final ReconcileCommands commands;

	private final PolicyLints lints;

	private final TunnelStandings standings;

	private final PortalChanges portalChanges;

	StatusApi(Servers servers, ProgressReader progressReader, RunHistory history, Previews previews, PlanViews views,
			ReconcileCommands commands, PolicyLints lints, TunnelStandings standings, PortalChanges portalChanges) {
		this.lints = lints;
		this.standings = standings;
		this.portalChanges = portalChanges;
		this.servers = servers;
		this.progressReader = progressReader;
		this.history = history;
		this.previews = previews;
		this.views = views;
		this.commands = commands;
	}

	@GetMapping("/{id}/status")
	@Operation(summary = "How far a server is",
			description = "The phase, the steps of the runbook with what shows them, and the newest run.")
	@ApiResponse(responseCode = "200", description = "The status")
	@ApiResponse(responseCode = "404", description = "No server has this id, or not any more")
	Status status(@PathVariable ServerId id) {
		Server server = get(id);
		List<ChecklistStep> steps = this.progressReader.items(server).stream().map(ChecklistStep::of).toList();
		Connection connection = server.connection(this.standings.now());
		return new Status(server.phase(), connection, server.generation(), server.appliedGeneration(),
				this.progressReader.problem(server, connection), steps,
				this.history.last(server).map(RunAnswer::of).orElse(null));
	}

	@GetMapping("/{id}/plan")
	@Operation(summary = "What would be done for a server now",
			description = "Asks Cloudflare and changes nothing. An empty list of steps means that all stands as it should.")
	@ApiResponse(responseCode = "200", description = "The plan")
	@ApiResponse(responseCode = "404", description = "No server has this id, or not any more")
	@ApiResponse(responseCode = "503", description = "Cloudflare cannot be asked; see Retry-After")
	PlanView plan(@PathVariable ServerId id) {
		return this.views.of(this.previews.of(id).plan());
	}

	@PostMapping("/{id}/reconcile")
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(summary = "Has a server looked at and put right now",
			description = "Answers at once; the status tells what becomes of it.")
	@ApiResponse(responseCode = "202", description = "It will be looked at")
	@ApiResponse(responseCode = "404", description = "No server has this id, or not any more")
	void reconcile(@PathVariable ServerId id, Person person) {
		this.commands.applyAgain(get(id), person.actor());
	}

	@PostMapping("/preview")
	@Operation(summary = "What registering or editing a server would do",
			description = "Takes the same body as registering or editing. Asks Cloudflare and changes nothing. "
					+ "The warnings are those for which registering or editing with this body would want a yes.")
	@ApiResponse(responseCode = "200", description = "The plan, and the risks that want a yes")
	@ApiResponse(responseCode = "404", description = "No server has this id, or not any more")
	@ApiResponse(responseCode = "422", description = "Values that cannot be taken, each with what would be right")
	@ApiResponse(responseCode = "503", description = "Cloudflare cannot be asked; see Retry-After")
	PreviewAnswer preview(@RequestBody JsonNode body,
			@Parameter(
					description = "The server that would be edited; none when one would be registered") @RequestParam(
							required = false) @Nullable ServerId server) {
		ServerBody read = (server != null) ? ServerBody.ofEdited(body) : ServerBody.ofNew(body);
		List<PolicyWarning> open = this.servers.warnings(read.draft(), server)
			.stream()
			.filter((warning) -> !warning.isIn(read.acknowledged()))
			.toList();
		PlanView plan = this.views.of(this.previews.preview(read.draft(), server).plan());
		PortalView portal = this.portalChanges.of((server != null) ? get(server) : null,
				this.servers.check(read.draft(), server));
		return new PreviewAnswer(plan, portal, this.standings.now().connection(plan.tunnelId()),
				this.lints.describe(open));
	}

	private Server get(ServerId id) {
		return this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
	}

	/**
	 * What would be done.
	 *
	 * @param portal what only the portal keeps
	 * @param connection whether people get through the tunnel, as was last seen
	 * @param warnings the risks to be named in acknowledgedWarnings
	 */
	record PreviewAnswer(@JsonUnwrapped PlanView plan, PortalView portal, Connection connection,
			List<WarningView> warnings) {
	}

	/**
	 * How far a server is.
	 *
	 * @param connection whether people get through to it, as was last seen
	 * @param run the newest run that it has to do with; {@code null} before the first
	 */
	record Status(Phase phase, Connection connection, long generation, long appliedGeneration,
			@Nullable Problem problem, List<ChecklistStep> steps, @Nullable RunAnswer run) {
	}

	/** One step of the runbook. */
	record ChecklistStep(ChecklistItem.Name name, ChecklistItem.State state, @Nullable Instant at, String evidence) {

		static ChecklistStep of(ChecklistItem item) {
			return new ChecklistStep(item.name(), item.state(), item.at(), item.evidence());
		}

	}

	/**
	 * A run, and of its changes those that concern the server.
	 *
	 * @param status how the whole run went
	 * @param outcome how it went for the server
	 * @param problem why it is not done for the server
	 */
	record RunAnswer(String id, Instant startedAt, @Nullable Instant endedAt, Run.Status status,
			ServerRun.Outcome outcome, @Nullable Problem problem, List<ChangeAnswer> changes) {

		static RunAnswer of(ServerRun part) {
			Run run = part.run();
			return new RunAnswer(run.id().toString(), run.startedAt(), run.endedAt(), run.status(), part.outcome(),
					part.problem(), part.changes().stream().map(ChangeAnswer::of).toList());
		}

	}

	/** One change of a run. */
	record ChangeAnswer(String kind, List<Hostname> hostnames, Run.ChangeStatus status, @Nullable String answer,
			@Nullable Instant startedAt, @Nullable Instant endedAt) {

		static ChangeAnswer of(Run.ChangeProgress change) {
			return new ChangeAnswer(change.kind(), change.hostnames(), change.status(), change.answer(),
					change.startedAt(), change.endedAt());
		}

	}

}

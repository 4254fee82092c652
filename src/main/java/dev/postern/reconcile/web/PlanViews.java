package dev.postern.reconcile.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.postern.kernel.Problem;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.Previews;
import dev.postern.reconcile.payloads.PlannedRequest;
import dev.postern.reconcile.payloads.PlannedRequests;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.Conflict;
import dev.postern.reconcile.plan.Plan;
import dev.postern.reconcile.plan.RecordSpec;
import dev.postern.reconcile.plan.RuleEdit;
import dev.postern.reconcile.runs.ReconcileProblems;
import dev.postern.reconcile.web.PlanView.ChangeType;
import dev.postern.reconcile.web.PlanView.Difference;
import dev.postern.reconcile.web.PlanView.Obstacle;
import dev.postern.reconcile.web.PlanView.PlannedStep;
import dev.postern.reconcile.web.PlanView.RequestView;
import dev.postern.reconcile.web.PlanView.ResourceChange;
import dev.postern.reconcile.web.PlanView.ResourceType;
import dev.postern.ui.ProblemTexts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/** Puts plans into words. */
@Component
class PlanViews {

	private final PlannedRequests requests;

	private final Differences differences;

	private final ProblemTexts problems;

	PlanViews(PlannedRequests requests, Differences differences, ProblemTexts problems) {
		this.requests = requests;
		this.differences = differences;
		this.problems = problems;
	}

	PlanView of(Plan plan) {
		return new PlanView(plan.tunnel(),
				plan.changes().stream().map((change) -> step(plan.tunnel(), shown(change))).toList(),
				Stream.concat(plan.conflicts().stream(), plan.alarms().stream()).map(this::obstacle).toList());
	}

	/** The id of a server to come is not known, so it must not be shown. */
	private Change shown(Change change) {
		if (change instanceof Change.CreateDns create && create.server().equals(Previews.UNREGISTERED)) {
			RecordSpec record = create.after();
			return new Change.CreateDns(create.server(), create.hostname(), create.zone(), new RecordSpec(record.type(),
					record.name(), record.content(), record.proxied(), record.ttl(), this.differences.commentToCome()));
		}
		return change;
	}

	private PlannedStep step(TunnelId tunnel, Change change) {
		PlannedRequest request = this.requests.of(tunnel, change);
		return new PlannedStep(change.phase(), rows(change),
				new RequestView(request.method(), request.path(), request.body()));
	}

	private List<ResourceChange> rows(Change change) {
		return switch (change) {
			case Change.CreateApp create -> row(ChangeType.CREATE, ResourceType.APPLICATION, create,
					this.differences.between(null, create.after()));
			case Change.UpdateApp update -> row(ChangeType.CHANGE, ResourceType.APPLICATION, update,
					this.differences.between(update.before(), update.after()));
			case Change.DeleteApp delete -> row(ChangeType.DELETE, ResourceType.APPLICATION, delete,
					this.differences.between(delete.before(), null));
			case Change.ReplaceIngress replace -> rules(replace);
			case Change.CreateDns create ->
				row(ChangeType.CREATE, ResourceType.DNS_RECORD, create, this.differences.between(null, create.after()));
			case Change.UpdateDns update -> row(ChangeType.CHANGE, ResourceType.DNS_RECORD, update,
					this.differences.between(update.before(), update.after()));
			case Change.DeleteDns delete -> row(ChangeType.DELETE, ResourceType.DNS_RECORD, delete,
					this.differences.between(delete.before(), null));
		};
	}

	private static List<ResourceChange> row(ChangeType sign, ResourceType thing, Change.OfServer change,
			List<Difference> differences) {
		return List.of(new ResourceChange(sign, thing, change.server(), change.hostname().value(), differences));
	}

	private List<ResourceChange> rules(Change.ReplaceIngress replace) {
		List<ResourceChange> rows = new ArrayList<>(replace.edits().stream().map(this::rule).toList());
		JsonNode last = last(replace.after());
		if (replace.edits().stream().allMatch((edit) -> Objects.equals(edit.before(), edit.after()))
				&& count(replace.before()).compareTo(count(replace.after())) != 0) {
			rows.clear();
		}
		if (!last.equals(last(replace.before())) && last.path("hostname").asString("").isEmpty()) {
			rows.add(new ResourceChange(ChangeType.CREATE, ResourceType.INGRESS_RULE, null, null,
					List.of(new Difference("service", List.of(), List.of(last.path("service").asString(""))))));
		}
		if (rows.isEmpty()) {
			rows.add(new ResourceChange(ChangeType.CHANGE, ResourceType.INGRESS_RULE, null, null, List
				.of(new Difference("rules", List.of(count(replace.before())), List.of(count(replace.after()))))));
		}
		return rows;
	}

	private ResourceChange rule(RuleEdit edit) {
		ChangeType sign = (edit.before() == null) ? ChangeType.CREATE
				: (edit.after() == null) ? ChangeType.DELETE : ChangeType.CHANGE;
		return new ResourceChange(sign, ResourceType.INGRESS_RULE, edit.server(), edit.hostname().value(),
				this.differences.of(edit));
	}

	private static JsonNode last(@Nullable ObjectNode config) {
		JsonNode ingress = ingress(config);
		return ingress.path(ingress.size() - 1);
	}

	private static String count(@Nullable ObjectNode config) {
		return String.valueOf(ingress(config).size());
	}

	private static JsonNode ingress(@Nullable ObjectNode config) {
		return (config != null) ? config.path("ingress") : MissingNode.getInstance();
	}

	private Obstacle obstacle(Conflict conflict) {
		Problem problem = ReconcileProblems.of(conflict);
		return new Obstacle(conflict.server(), conflict.hostname().value(), problem.code(),
				!conflict.kind().leavesReady(), this.problems.of("problem.%s", problem));
	}

}

package dev.postern.reconcile.web;

import java.util.ArrayList;
import java.util.List;

import dev.postern.kernel.Problem;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.Previews;
import dev.postern.reconcile.payloads.PlannedRequest;
import dev.postern.reconcile.payloads.Requests;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.Conflict;
import dev.postern.reconcile.plan.Plan;
import dev.postern.reconcile.plan.RecordSpec;
import dev.postern.reconcile.plan.RuleEdit;
import dev.postern.reconcile.runs.Problems;
import dev.postern.reconcile.web.PlanView.Difference;
import dev.postern.reconcile.web.PlanView.Obstacle;
import dev.postern.reconcile.web.PlanView.Row;
import dev.postern.reconcile.web.PlanView.Sent;
import dev.postern.reconcile.web.PlanView.Sign;
import dev.postern.reconcile.web.PlanView.Step;
import dev.postern.reconcile.web.PlanView.Thing;
import dev.postern.ui.ProblemTexts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/** Puts plans into words. */
@Component
class PlanViews {

	private final Requests requests;

	private final Differences differences;

	private final ProblemTexts problems;

	PlanViews(Requests requests, Differences differences, ProblemTexts problems) {
		this.requests = requests;
		this.differences = differences;
		this.problems = problems;
	}

	PlanView of(Plan plan) {
		return new PlanView(plan.tunnel(),
				plan.changes().stream().map((change) -> step(plan.tunnel(), shown(change))).toList(),
				plan.conflicts().stream().map(this::obstacle).toList());
	}

	/** The id of a server to come is not known, so it must not be shown. */
	private Change shown(Change change) {
		if (change instanceof Change.CreateDns create && create.server().equals(Previews.TO_COME)) {
			RecordSpec record = create.after();
			return new Change.CreateDns(create.server(), create.hostname(), create.zone(), new RecordSpec(record.type(),
					record.name(), record.content(), record.proxied(), record.ttl(), this.differences.commentToCome()));
		}
		return change;
	}

	private Step step(TunnelId tunnel, Change change) {
		PlannedRequest request = this.requests.of(tunnel, change);
		return new Step(change.phase(), rows(change), new Sent(request.method(), request.path(), request.body()));
	}

	private List<Row> rows(Change change) {
		return switch (change) {
			case Change.CreateApp create ->
				row(Sign.CREATE, Thing.APPLICATION, create, this.differences.between(null, create.after()));
			case Change.UpdateApp update ->
				row(Sign.CHANGE, Thing.APPLICATION, update, this.differences.between(update.before(), update.after()));
			case Change.DeleteApp delete ->
				row(Sign.DELETE, Thing.APPLICATION, delete, this.differences.between(delete.before(), null));
			case Change.ReplaceIngress replace -> rules(replace);
			case Change.CreateDns create ->
				row(Sign.CREATE, Thing.DNS_RECORD, create, this.differences.between(null, create.after()));
			case Change.UpdateDns update ->
				row(Sign.CHANGE, Thing.DNS_RECORD, update, this.differences.between(update.before(), update.after()));
			case Change.DeleteDns delete ->
				row(Sign.DELETE, Thing.DNS_RECORD, delete, this.differences.between(delete.before(), null));
		};
	}

	private static List<Row> row(Sign sign, Thing thing, Change.OfServer change, List<Difference> differences) {
		return List.of(new Row(sign, thing, change.server(), change.hostname().value(), differences));
	}

	private List<Row> rules(Change.ReplaceIngress replace) {
		List<Row> rows = new ArrayList<>(replace.edits().stream().map(this::rule).toList());
		JsonNode last = last(replace.after());
		if (!last.equals(last(replace.before())) && last.path("hostname").asString("").isEmpty()) {
			rows.add(new Row(Sign.CREATE, Thing.INGRESS_RULE, null, null,
					List.of(new Difference("service", List.of(), List.of(last.path("service").asString(""))))));
		}
		if (rows.isEmpty()) {
			rows.add(new Row(Sign.CHANGE, Thing.INGRESS_RULE, null, null, List
				.of(new Difference("rules", List.of(count(replace.before())), List.of(count(replace.after()))))));
		}
		return rows;
	}

	private Row rule(RuleEdit edit) {
		Sign sign = (edit.before() == null) ? Sign.CREATE : (edit.after() == null) ? Sign.DELETE : Sign.CHANGE;
		return new Row(sign, Thing.INGRESS_RULE, edit.server(), edit.hostname().value(), this.differences.of(edit));
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
		Problem problem = Problems.of(conflict);
		return new Obstacle(conflict.server(), conflict.hostname().value(), problem.code(),
				this.problems.of("problem.%s", problem));
	}

}

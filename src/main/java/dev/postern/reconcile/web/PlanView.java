package dev.postern.reconcile.web;

import java.util.List;

import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.plan.Change;
import dev.postern.ui.ProblemView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A plan as people read it.
 *
 * @param steps in the order in which they are done, one request each
 * @param obstacles what a person has to decide first
 */
record PlanView(TunnelId tunnelId, List<PlannedStep> steps, List<Obstacle> obstacles) {

	PlanView {
		steps = List.copyOf(steps);
		obstacles = List.copyOf(obstacles);
	}

	/** Whether a server is held as long as something is in the way. */
	public boolean held() {
		return this.obstacles.stream().anyMatch(Obstacle::holds);
	}

	/** The same without an obstacle that is told in another way. */
	PlanView without(String code) {
		return new PlanView(this.tunnelId, this.steps,
				this.obstacles.stream().filter((obstacle) -> !obstacle.code().equals(code)).toList());
	}

	/** The field of the form that leads out of the first of what holds the server. */
	public String wayOut() {
		return this.obstacles.stream().filter(Obstacle::holds).findFirst().map((obstacle) -> switch (obstacle.code()) {
			case "tunnel-deleted", "tunnel-not-managed", "configuration-unreadable" -> "tunnelId";
			case "nobody-allowed" -> "policies[0]";
			default -> "hostname";
		}).orElse("");
	}

	/** Whether there is nothing to tell. */
	public boolean empty() {
		return this.steps.isEmpty() && this.obstacles.isEmpty();
	}

	/** What a change does to a thing. */
	enum ChangeType {

		CREATE("+"), CHANGE("~"), DELETE("−");

		private final String symbol;

		ChangeType(String symbol) {
			this.symbol = symbol;
		}

		public String symbol() {
			return this.symbol;
		}

	}

	/** What is changed. */
	enum ResourceType {

		APPLICATION, INGRESS_RULE, DNS_RECORD

	}

	/**
	 * One request and what it brings about.
	 *
	 * @param rows one for each thing, several where one request changes them together
	 */
	record PlannedStep(Change.Phase phase, List<ResourceChange> rows, RequestView request) {

		PlannedStep {
			rows = List.copyOf(rows);
		}

	}

	/**
	 * What becomes of one thing.
	 *
	 * @param serverId {@code null} when it belongs to no server alone
	 * @param hostname {@code null} when it is for no hostname alone
	 */
	record ResourceChange(ChangeType sign, ResourceType thing, @Nullable ServerId serverId, @Nullable String hostname,
			List<Difference> differences) {

		ResourceChange {
			differences = List.copyOf(differences);
		}

		/**
		 * Whether it is the last rule of a tunnel, which had none for what no other rule
		 * is for.
		 */
		public boolean catchAll() {
			return this.sign == ChangeType.CREATE && this.thing == ResourceType.INGRESS_RULE && this.hostname == null;
		}

	}

	/**
	 * What is different in one field.
	 *
	 * @param field names its text, {@code reconcile.field.<field>}
	 * @param before empty for a new thing
	 * @param after empty for a removed thing
	 */
	record Difference(String field, List<String> before, List<String> after) {

		Difference {
			before = List.copyOf(before);
			after = List.copyOf(after);
		}

	}

	/** A request as it will be sent. */
	record RequestView(String method, String path, @Nullable JsonNode body) {

		/** The body, indented; {@code null} without one. */
		public @Nullable String json() {
			return (this.body != null) ? this.body.toPrettyString() : null;
		}

		/** The same request for a shell, the token left out. */
		public String curl() {
			return Curl.of(this.method, this.path, json());
		}

	}

	/**
	 * Something in the way of a server, or that people have to know of it.
	 *
	 * @param holds whether the server is not set up, or counts as held, as long as it is
	 * there
	 */
	record Obstacle(ServerId serverId, String hostname, String code, boolean holds, ProblemView told) {
	}

}

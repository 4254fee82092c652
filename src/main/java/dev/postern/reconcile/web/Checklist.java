package dev.postern.reconcile.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.postern.kernel.Problem;
import dev.postern.reconcile.ledger.OwnedResource;
import dev.postern.reconcile.ledger.OwnedResource.Kind;
import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.web.ChecklistItem.Name;
import dev.postern.reconcile.web.ChecklistItem.State;
import dev.postern.servers.Server;
import dev.postern.tunnels.RunningConnector;
import dev.postern.tunnels.TunnelHealth;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Reads from the facts what of the runbook is done, and what shows it. */
@Component
class Checklist {

	private final MessageSource messages;

	Checklist(MessageSource messages) {
		this.messages = messages;
	}

	List<ChecklistItem> of(ServerFacts facts) {
		return facts.server().retired() ? down(facts) : up(facts);
	}

	private List<ChecklistItem> up(ServerFacts facts) {
		Server server = facts.server();
		String hostname = server.spec().hostname().value();
		ChecklistItem routed = reached(facts, Name.ROUTED, Kind.INGRESS_RULE, new String[] { "ReplaceIngress" },
				hostname, server.spec().service());
		return List.of(
				reached(facts, Name.PROTECTED, Kind.ACCESS_APP, new String[] { "CreateApp", "UpdateApp" },
						facts.made(Kind.ACCESS_APP).map(OwnedResource::remoteId).orElse("")),
				routed,
				reached(facts, Name.RESOLVABLE, Kind.DNS_RECORD, new String[] { "CreateDns", "UpdateDns" }, hostname,
						server.spec().tunnel() + ".cfargotunnel.com"),
				connected(facts, routed),
				item(Name.FIRST_LOGIN, State.UNKNOWN, null, "/history?server=" + server.id(), "elsewhere")
					.loadedFrom("/history/first-login?server=" + server.id()),
				item(Name.PORT_CLOSED, State.YOURS, null, null, "yours")
					.loadedFrom("/servers/%s/port-22/line".formatted(server.id())));
	}

	private List<ChecklistItem> down(ServerFacts facts) {
		return List.of(removed(facts, Name.CONCEALED, Kind.DNS_RECORD, "DeleteDns"),
				removed(facts, Name.UNROUTED, Kind.INGRESS_RULE, "ReplaceIngress"),
				removed(facts, Name.UNPROTECTED, Kind.ACCESS_APP, "DeleteApp"));
	}

	private ChecklistItem reached(ServerFacts facts, Name name, Kind kind, String[] kinds, Object... evidence) {
		Optional<State> change = facts.change(kinds).map(Checklist::state).filter((open) -> open != State.DONE);
		if (change.equals(Optional.of(State.RUNNING))) {
			return item(name, State.RUNNING, null, null, "running");
		}
		Optional<ChecklistItem> contradicted = contradicted(facts.server().problem(), name);
		if (contradicted.isPresent()) {
			return contradicted.get();
		}
		Optional<OwnedResource> made = facts.made(kind);
		if (change.equals(Optional.of(State.TROUBLE))) {
			return item(name, State.TROUBLE, null, null, "trouble");
		}
		if (change.isPresent() || made.isEmpty()) {
			return item(name, State.WAITING, null, null, "waiting");
		}
		return (made.get().missedAt() != null) ? item(name, State.TROUBLE, made.get().missedAt(), null, "missed")
				: item(name, State.DONE, made.get().ownedAt(), null, "done", evidence);
	}

	/** What the last look says against a step, whatever was made before. */
	private Optional<ChecklistItem> contradicted(@Nullable Problem problem, Name name) {
		return (problem == null) ? Optional.empty() : StepObstacle.of(problem.code())
			.filter((obstacle) -> obstacle.step() == name)
			.map((obstacle) -> new ChecklistItem(name, obstacle.state(), null, this.messages
				.getMessage("problem.%s.what".formatted(problem.code()), problem.args().toArray(), Locale.ENGLISH),
					null, null));
	}

	private ChecklistItem removed(ServerFacts facts, Name name, Kind kind, String changeKind) {
		Optional<Run.ChangeProgress> change = facts.change(changeKind);
		if (!facts.mayStand(kind)) {
			return item(name, State.DONE, change.map(Run.ChangeProgress::endedAt).orElse(null), null, "done");
		}
		Optional<Instant> forgotten = facts.forgottenAt(kind);
		if (forgotten.isPresent()) {
			return item(name, State.SKIPPED, forgotten.get(), null, "forgotten");
		}
		State state = change.map(Checklist::state).filter((open) -> open != State.DONE).orElse(State.WAITING);
		return switch (state) {
			case RUNNING -> item(name, state, null, null, "running");
			case TROUBLE -> item(name, state, null, null, "trouble");
			case DONE, WAITING, UNKNOWN, SKIPPED, YOURS -> item(name, State.WAITING, null, null, "waiting");
		};
	}

	private ChecklistItem connected(ServerFacts facts, ChecklistItem routed) {
		TunnelHealth health = facts.health();
		if (routed.state() != State.DONE && routed.state() != State.UNKNOWN) {
			return item(Name.CONNECTED, State.WAITING, null, null, "waiting");
		}
		String link = "/tunnels/" + facts.server().spec().tunnel();
		if (health == null || routed.state() == State.UNKNOWN) {
			return item(Name.CONNECTED, State.UNKNOWN, null, link, "unknown");
		}
		List<RunningConnector> connectors = health.connectors();
		if (connectors.isEmpty()) {
			return item(Name.CONNECTED, State.TROUBLE, null, link, "none", health.tunnel().name());
		}
		Integer version = facts.server().ruleVersion();
		long current = connectors.stream().filter((connector) -> has(connector, version)).count();
		if (current == connectors.size()) {
			return item(Name.CONNECTED, State.DONE, health.seenAt(), link, "done", connectors.size(),
					health.tunnel().name());
		}
		return item(Name.CONNECTED, State.RUNNING, null, link, "behind", current, connectors.size());
	}

	private static boolean has(RunningConnector connector, @Nullable Integer version) {
		Integer has = connector.configVersion();
		return version == null || (has != null && has >= version);
	}

	private static State state(Run.ChangeProgress change) {
		return switch (change.status()) {
			case WAITING, SKIPPED -> State.WAITING;
			case RUNNING -> State.RUNNING;
			case DONE -> State.DONE;
			case REFUSED, UNKNOWN -> State.TROUBLE;
		};
	}

	private ChecklistItem item(Name name, State state, @Nullable Instant at, @Nullable String link, String evidence,
			Object... args) {
		String code = "reconcile.step.%s.%s".formatted(name.name().toLowerCase(Locale.ROOT), evidence);
		return new ChecklistItem(name, state, at, this.messages.getMessage(code, args, Locale.ENGLISH), link, null);
	}

}

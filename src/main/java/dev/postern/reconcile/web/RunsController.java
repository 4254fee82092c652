package dev.postern.reconcile.web;

import java.util.Optional;
import java.util.UUID;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Page;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.runs.RunHistory;
import dev.postern.reconcile.runs.ServerRun;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.ui.PartialPageRequests;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows what was done, newest first. */
@Controller
@ForAdmins
class RunsController {

	private static final int ON_A_PAGE = 20;

	private static final int IN_A_PANEL = 5;

	private static final int CHANGES_ON_A_PAGE = 50;

	/** What opens below a line leads to the page for the rest. */
	private static final int OPENED = 20;

	private final Servers servers;

	private final RunHistory history;

	private final RunViews views;

	RunsController(Servers servers, RunHistory history, RunViews views) {
		this.servers = servers;
		this.history = history;
		this.views = views;
	}

	/** Of a server that was removed the part alone, which its page holds. */
	@GetMapping("/servers/{id}/runs")
	String runs(@PathVariable ServerId id, @RequestParam(required = false) @Nullable String cursor,
			@RequestHeader(name = PartialPageRequests.HEADER, required = false) @Nullable String htmx, Model model) {
		Optional<Server> server = this.servers.find(id);
		model.addAttribute("of", id);
		if (server.isEmpty() && htmx != null) {
			model.addAttribute("runs", new Page<>(this.views.ofServer(this.history.changing(id, ON_A_PAGE)), null));
			return "reconcile/runs :: runs-panel";
		}
		Server registered = server.orElseThrow(() -> new ServerNotFound(id));
		Page<ServerRun> runs = (htmx != null) ? this.history.newest(registered)
				: this.history.of(registered, cursor, ON_A_PAGE);
		model.addAttribute("server", registered);
		model.addAttribute("runs", new Page<>(this.views.ofServer(runs.items()), runs.next()));
		return PartialPageRequests.view("reconcile/runs", "runs-panel", htmx);
	}

	@GetMapping("/runs")
	String all(@RequestParam(required = false) @Nullable String cursor, Model model) {
		Page<Run> runs = this.history.all(cursor, ON_A_PAGE);
		model.addAttribute("runs", new Page<>(this.views.of(runs.items()), runs.next()));
		return "reconcile/all-runs";
	}

	/** A panel of the home page. */
	@GetMapping("/runs/summary")
	String summary(Model model) {
		model.addAttribute("runs", this.views.of(this.history.all(null, IN_A_PANEL).items()));
		return "reconcile/runs :: runs-summary";
	}

	/** A whole run; a list of runs takes from it what opens below a line. */
	@GetMapping("/runs/{run}")
	String run(@PathVariable UUID run, @RequestParam(required = false) @Nullable String cursor,
			@RequestHeader(name = PartialPageRequests.HEADER, required = false) @Nullable String htmx, Model model) {
		Run found = this.history.find(run).orElseThrow(() -> new RunNotFound(run));
		int most = (htmx != null) ? OPENED : CHANGES_ON_A_PAGE;
		model.addAttribute("run", this.views.of(found));
		model.addAttribute("stops", this.history.stops(run, most).stream().map(this.views::stop).toList());
		model.addAttribute("changes", this.history.changes(run, cursor, most).map(this.views::line));
		return PartialPageRequests.view("reconcile/run", "run-inside", htmx);
	}

	/**
	 * What stood before a change and after it.
	 * @param of the server for which alone it is told; {@code null} for all
	 */
	@GetMapping("/runs/{run}/changes/{seq}")
	String change(@PathVariable UUID run, @PathVariable int seq, @RequestParam(required = false) @Nullable ServerId of,
			@RequestHeader(name = PartialPageRequests.HEADER, required = false) @Nullable String htmx, Model model) {
		Run found = this.history.find(run).orElseThrow(() -> new RunNotFound(run));
		Run.ChangeProgress change = ((of != null) ? this.history.change(run, seq, of) : this.history.change(run, seq))
			.orElseThrow(() -> new RunNotFound(run));
		model.addAttribute("run", this.views.of(found));
		model.addAttribute("change", this.views.line(change));
		model.addAttribute("stored", this.views.stored(change));
		return PartialPageRequests.view("reconcile/run-change", "stored-json", htmx);
	}

}

package dev.postern.reconcile.web;

import java.util.List;
import java.util.Optional;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Page;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.runs.RunHistory;
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
		if (server.isEmpty() && htmx != null) {
			List<RunView> kept = this.history.changing(id, ON_A_PAGE).stream().map(this.views::of).toList();
			model.addAttribute("runs", new Page<>(kept, null));
			return "reconcile/runs :: runs-panel";
		}
		Server registered = server.orElseThrow(() -> new ServerNotFound(id));
		Page<RunView> runs = this.history.of(registered, cursor, (htmx != null) ? IN_A_PANEL : ON_A_PAGE)
			.map(this.views::of);
		model.addAttribute("server", registered);
		model.addAttribute("runs", runs);
		return PartialPageRequests.view("reconcile/runs", "runs-panel", htmx);
	}

	@GetMapping("/runs")
	String all(@RequestParam(required = false) @Nullable String cursor, Model model) {
		model.addAttribute("runs", this.history.all(cursor, ON_A_PAGE).map(this.views::of));
		return "reconcile/all-runs";
	}

	/** A panel of the home page. */
	@GetMapping("/runs/summary")
	String summary(Model model) {
		model.addAttribute("runs", this.history.all(null, IN_A_PANEL).map(this.views::of).items());
		return "reconcile/runs :: runs-summary";
	}

}

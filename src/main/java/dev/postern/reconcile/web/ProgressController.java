package dev.postern.reconcile.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.postern.identity.ForAdmins;
import dev.postern.identity.Person;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.ReconcileCommands;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.ui.PartialPageRequests;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows how far a server is, live, and has it looked at again. */
@Controller
@RequestMapping("/servers/{id}")
@ForAdmins
class ProgressController {

	/** How long a page looks at what an administrator has just asked for. */
	private static final Duration WATCHED = Duration.ofSeconds(10);

	private static final long END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

	private final Servers servers;

	private final ProgressReader progressReader;

	private final ReconcileCommands commands;

	private final Clock clock;

	ProgressController(Servers servers, ProgressReader progressReader, ReconcileCommands commands, Clock clock) {
		this.servers = servers;
		this.progressReader = progressReader;
		this.commands = commands;
		this.clock = clock;
	}

	@GetMapping("/progress")
	String progress(@PathVariable ServerId id, @RequestParam(defaultValue = "0") long until,
			@RequestHeader(name = PartialPageRequests.HEADER, required = false) @Nullable String htmx, Model model) {
		Server server = this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
		show(server, moment(until), model);
		return PartialPageRequests.view("reconcile/progress", "progress-section", htmx);
	}

	/** What is new since a page has asked last; no content when nothing is. */
	@GetMapping(path = "/progress", params = "seen", headers = PartialPageRequests.HEADER)
	Object news(@PathVariable ServerId id, @RequestParam String seen, @RequestParam(defaultValue = "0") long until,
			Model model, HttpServletResponse response) {
		Server server = this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
		if (show(server, moment(until), model).digest().equals(seen)) {
			return ResponseEntity.noContent().build();
		}
		response.setHeader("HX-Trigger", "server-progressed");
		return "reconcile/progress :: progress-update";
	}

	@PostMapping("/reconcile")
	String reconcile(@PathVariable ServerId id, Person person,
			@RequestHeader(name = PartialPageRequests.HEADER, required = false) @Nullable String htmx, Model model) {
		Server server = this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
		this.commands.applyAgain(server, person.actor());
		Instant until = this.clock.instant().plus(WATCHED);
		if (htmx == null) {
			return "redirect:/servers/%s/progress?until=%d".formatted(id, until.getEpochSecond());
		}
		show(server, until, model);
		return PartialPageRequests.view("reconcile/progress", "progress-answered", htmx);
	}

	private static Instant moment(long seconds) {
		return Instant.ofEpochSecond(Math.clamp(seconds, 0, END_OF_TIME));
	}

	private Progress show(Server server, Instant until, Model model) {
		Progress progress = this.progressReader.of(server, until);
		model.addAttribute("progress", progress);
		model.addAttribute("until", until.getEpochSecond());
		return progress;
	}

}

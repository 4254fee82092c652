package dev.postern.reconcile.web;

import java.time.Clock;
import java.time.Duration;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.CannotForget;
import dev.postern.reconcile.RecordForgetting;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Asks a person before Postern forgets DNS records that it cannot remove, so that the
 * removal of their server finishes.
 */
@Controller
@RequestMapping("/servers/{id}/stranded-records")
@ForAdmins
class StrandedRecordsController {

	/** How long the page of the progress looks for news after it. */
	private static final Duration WATCHED = Duration.ofSeconds(10);

	private final Servers servers;

	private final RecordForgetting forgetting;

	private final Clock clock;

	StrandedRecordsController(Servers servers, RecordForgetting forgetting, Clock clock) {
		this.servers = servers;
		this.forgetting = forgetting;
		this.clock = clock;
	}

	@GetMapping
	String ask(@PathVariable ServerId id, Model model) {
		Server server = get(id);
		model.addAttribute("server", server);
		model.addAttribute("stranded", this.forgetting.stranded(server));
		return "reconcile/stranded";
	}

	@PostMapping("/forget")
	String forget(@PathVariable ServerId id, @RequestParam String basis, Actor actor) {
		this.forgetting.forget(get(id), basis, actor);
		long until = this.clock.instant().plus(WATCHED).getEpochSecond();
		return "redirect:/servers/%s/progress?until=%d".formatted(id, until);
	}

	@ExceptionHandler({ CannotForget.NotBeingRemoved.class, CannotForget.NotNeeded.class })
	ModelAndView nothingToForget(CannotForget thrown) {
		return new ModelAndView("reconcile/not-stranded", HttpStatus.CONFLICT).addObject("server", thrown.server())
			.addObject("why", (thrown instanceof CannotForget.NotNeeded) ? "not-needed" : "not-removed");
	}

	private Server get(ServerId id) {
		return this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
	}

}

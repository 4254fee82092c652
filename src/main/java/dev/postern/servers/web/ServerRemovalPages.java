package dev.postern.servers.web;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.ui.SeeOther;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Asks once more before a server is removed. */
@Controller
@RequestMapping("/servers/{id}/remove")
@ForAdmins
class ServerRemovalPages {

	private final Servers servers;

	ServerRemovalPages(Servers servers) {
		this.servers = servers;
	}

	@GetMapping
	ModelAndView ask(@PathVariable ServerId id) {
		Server server = get(id);
		return server.retired() ? SeeOther.to("/servers/" + id) : page(server, HttpStatus.OK, "");
	}

	@PostMapping
	ModelAndView remove(@PathVariable ServerId id, @RequestParam(defaultValue = "") String confirm, Actor actor) {
		Server server = get(id);
		if (!confirm.strip().equals(server.spec().name())) {
			return page(server, HttpStatus.UNPROCESSABLE_CONTENT, confirm).addObject("wrong", true);
		}
		this.servers.retire(id, actor);
		return SeeOther.to("/servers/" + id);
	}

	private Server get(ServerId id) {
		return this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
	}

	private static ModelAndView page(Server server, HttpStatus status, String confirm) {
		return new ModelAndView("servers/remove", status).addObject("server", server)
			.addObject("course", course(server.problem()))
			.addObject("confirm", confirm);
	}

	/** How a removal would go, as far as the last look tells; names the text for it. */
	private static String course(@Nullable Problem problem) {
		return switch ((problem != null) ? problem.code() : "") {
			case "zone-gone", "zone-unreadable" -> "out-of-sight";
			case "zone-read-only" -> "read-only";
			case "record-taken" -> "foreign-record";
			default -> "usual";
		};
	}

}

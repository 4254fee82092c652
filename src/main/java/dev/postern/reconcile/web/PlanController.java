package dev.postern.reconcile.web;

import java.util.function.Function;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.identity.ForAdmins;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.Preview;
import dev.postern.reconcile.Previews;
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
import org.springframework.web.bind.annotation.RequestMapping;

/** Shows what would be done for a server that is registered. */
@Controller
@RequestMapping("/servers/{id}")
@ForAdmins
class PlanController {

	private final Servers servers;

	private final Previews previews;

	private final PlanViews views;

	private final CloudflareTexts texts;

	PlanController(Servers servers, Previews previews, PlanViews views, CloudflareTexts texts) {
		this.servers = servers;
		this.previews = previews;
		this.views = views;
		this.texts = texts;
	}

	@GetMapping("/plan")
	String plan(@PathVariable ServerId id,
			@RequestHeader(name = PartialPageRequests.HEADER, required = false) @Nullable String htmx, Model model) {
		return show(id, this.previews::of, "plan", htmx, model);
	}

	@GetMapping("/removal-plan")
	String removalPlan(@PathVariable ServerId id,
			@RequestHeader(name = PartialPageRequests.HEADER, required = false) @Nullable String htmx, Model model) {
		return show(id, this.previews::removal, "removal-plan", htmx, model);
	}

	private String show(ServerId id, Function<ServerId, Preview> preview, String what, @Nullable String htmx,
			Model model) {
		Server server = this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
		model.addAttribute("server", server);
		model.addAttribute("what", what);
		try {
			model.addAttribute("view", this.views.of(preview.apply(id).plan()));
			return PartialPageRequests.view("reconcile/plan", "plan-view", htmx);
		}
		catch (CloudflareException ex) {
			if (htmx == null) {
				throw ex;
			}
			model.addAttribute("told", this.texts.of(ex));
			return "reconcile/cloudflare :: cloudflare-trouble";
		}
	}

}

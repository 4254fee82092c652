package dev.postern.tunnels.web;

import java.time.Clock;
import java.util.List;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Secret;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.MaybeStale;
import dev.postern.tunnels.TunnelHealth;
import dev.postern.tunnels.Tunnels;
import dev.postern.tunnels.install.ConnectorForm;
import dev.postern.tunnels.install.ConnectorProtocol;
import dev.postern.tunnels.install.ConnectorTexts;
import dev.postern.tunnels.lifecycle.MadeTunnels;
import dev.postern.tunnels.lifecycle.OpenRequests;
import dev.postern.tunnels.lifecycle.TunnelChanges;
import dev.postern.tunnels.lifecycle.TunnelTokens;
import dev.postern.ui.SeeOther;
import dev.postern.ui.Watch;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows a tunnel, its connectors, and what runs another one. */
@Controller
@RequestMapping("/tunnels/{id}")
@ForAdmins
class TunnelPages {

	private final Tunnels tunnels;

	private final TunnelTokens tokens;

	private final TunnelChanges changes;

	private final OpenRequests open;

	private final MadeTunnels made;

	private final ConnectorTexts texts;

	private final Clock clock;

	TunnelPages(Tunnels tunnels, TunnelTokens tokens, TunnelChanges changes, OpenRequests open, MadeTunnels made,
			ConnectorTexts texts, Clock clock) {
		this.tunnels = tunnels;
		this.tokens = tokens;
		this.changes = changes;
		this.open = open;
		this.made = made;
		this.texts = texts;
		this.clock = clock;
	}

	@GetMapping
	String tunnel(@PathVariable TunnelId id, @RequestParam(defaultValue = "auto") String protocol, Model model) {
		ConnectorProtocol chosen = ConnectorProtocol.of(protocol);
		MaybeStale<TunnelHealth> health = this.tunnels.health(id);
		if (health.unavailable() == null) {
			this.open.settle(id);
		}
		show(id, health, Watch.from(this.clock.instant()), model);
		model.addAttribute("open", this.changes.open(id).orElse(null));
		model.addAttribute("closing", this.changes.closingAskedAt(id).orElse(null));
		model.addAttribute("rename", this.tunnels.rename(id).orElse(null));
		model.addAttribute("made", this.made.find(id).orElse(null));
		model.addAttribute("protocol", chosen.code());
		model.addAttribute("installs",
				ConnectorForm.all()
					.stream()
					.map((form) -> new Install(form.code(), this.texts.text(id, form, chosen)))
					.toList());
		return "tunnels/tunnel";
	}

	/** The connectors alone, for a page that waits for the first. */
	@GetMapping("/connectors")
	String connectors(@PathVariable TunnelId id, @RequestParam(defaultValue = "0") long until, Model model) {
		show(id, this.tunnels.healthWhileWaiting(id), Watch.until(until, this.clock.instant()), model);
		return "tunnels/connectors :: connectors-live";
	}

	/**
	 * Answers with the page itself and not with a redirect: the token must not be kept
	 * anywhere until then.
	 */
	@PostMapping("/connector")
	ModelAndView connector(@PathVariable TunnelId id, @RequestParam String form,
			@RequestParam(defaultValue = "auto") String protocol, Actor actor, HttpServletResponse response) {
		ConnectorForm chosen = ConnectorForm.of(form);
		ConnectorProtocol way = ConnectorProtocol.of(protocol);
		Secret text = this.tokens.connector(id, chosen, way, actor);
		response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
		ModelAndView page = new ModelAndView("tunnels/connector");
		show(id, this.tunnels.health(id), Watch.from(this.clock.instant()), page);
		return page.addObject("form", chosen.code()).addObject("text", text);
	}

	/** Where somebody lands who reloads the page with the token. */
	@GetMapping("/connector")
	ModelAndView again(@PathVariable TunnelId id) {
		return SeeOther.to("/tunnels/" + id + "#install");
	}

	private void show(TunnelId id, MaybeStale<TunnelHealth> sight, Watch watch, Model model) {
		model.addAllAttributes(shown(id, sight, watch).getModel());
	}

	private void show(TunnelId id, MaybeStale<TunnelHealth> sight, Watch watch, ModelAndView page) {
		page.addAllObjects(shown(id, sight, watch).getModel());
	}

	private ModelAndView shown(TunnelId id, MaybeStale<TunnelHealth> sight, Watch watch) {
		return new ModelAndView().addObject("id", id)
			.addObject("sight", sight)
			.addObject("rotatedAt", this.changes.rotatedAt(id).orElse(null))
			.addObject("waits", waits(sight.last()))
			.addObject("watch", watch)
			.addObject("now", watch.now());
	}

	private static boolean waits(@Nullable TunnelHealth health) {
		return health == null || (!health.tunnel().deleted() && health.connectors().isEmpty());
	}

	/** A way to run a connector, with a placeholder for the token. */
	record Install(String form, String text) {
	}

}

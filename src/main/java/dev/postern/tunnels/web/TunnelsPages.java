package dev.postern.tunnels.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.postern.cloudflare.preflight.Preflight;
import dev.postern.identity.ForAdmins;
import dev.postern.identity.traces.Traces;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.Catalogue;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.MaybeStale;
import dev.postern.tunnels.TunnelHealth;
import dev.postern.tunnels.TunnelStatus;
import dev.postern.tunnels.Tunnels;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Shows the tunnels of the account and how they are. */
@Controller
@RequestMapping("/tunnels")
@ForAdmins
class TunnelsPages {

	private final Tunnels tunnels;

	private final Preflight preflight;

	private final Traces traces;

	private final Clock clock;

	TunnelsPages(Tunnels tunnels, Preflight preflight, Traces traces, Clock clock) {
		this.tunnels = tunnels;
		this.preflight = preflight;
		this.traces = traces;
		this.clock = clock;
	}

	@GetMapping
	String list(Model model) {
		model.addAttribute("sight", this.tunnels.latestCatalogue());
		model.addAttribute("report", this.preflight.last().orElse(null));
		return "tunnels/list";
	}

	/** Finds out once more what the account and the credentials lack. */
	@PostMapping("/check")
	String check(Actor actor) {
		this.traces.record(actor, "account.checked", new Subject("account", "cloudflare", "Cloudflare"), null);
		this.preflight.checkUnlessRecent();
		return "redirect:/tunnels#check";
	}

	@GetMapping("/summary")
	String summary(Model model) {
		MaybeStale<Catalogue> latest = this.tunnels.latestCatalogue();
		Catalogue catalogue = latest.last();
		List<KnownTunnel> tunnels = (catalogue != null) ? catalogue.tunnels() : List.of();
		Map<TunnelStatus, Long> counts = tunnels.stream()
			.collect(Collectors.groupingBy(KnownTunnel::status, TreeMap::new, Collectors.counting()));
		model.addAttribute("sight", latest);
		model.addAttribute("report", this.preflight.last().orElse(null));
		model.addAttribute("counts", counts);
		model.addAttribute("troubled", tunnels.stream()
			.filter((tunnel) -> tunnel.status() == TunnelStatus.DOWN || tunnel.status() == TunnelStatus.DEGRADED)
			.toList());
		return "tunnels/list :: tunnels-summary";
	}

	@GetMapping("/{id}")
	String tunnel(@PathVariable TunnelId id, Model model) {
		MaybeStale<TunnelHealth> latest = this.tunnels.health(id);
		model.addAttribute("id", id);
		model.addAttribute("sight", latest);
		model.addAttribute("rename", this.tunnels.rename(id).orElse(null));
		model.addAttribute("now", this.clock.instant());
		return "tunnels/tunnel";
	}

}

package dev.postern.tunnels.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.postern.cloudflare.preflight.Preflight;
import dev.postern.identity.ForAdmins;
import dev.postern.identity.traces.Traces;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Page;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.lists.ListOrder;
import dev.postern.kernel.lists.SortedRows;
import dev.postern.tunnels.Catalogue;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.MaybeStale;
import dev.postern.tunnels.TunnelStatus;
import dev.postern.tunnels.Tunnels;
import dev.postern.tunnels.lifecycle.OpenRequests;
import dev.postern.ui.SeeOther;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows the tunnels of the account and how they are. */
@Controller
@RequestMapping("/tunnels")
@ForAdmins
class TunnelsPages {

	private static final String USUAL = "name";

	private static final List<String> COLUMNS = List.of(USUAL, "status", "created");

	private static final int ON_A_PAGE = 50;

	private final Tunnels tunnels;

	private final Preflight preflight;

	private final Traces traces;

	private final OpenRequests open;

	TunnelsPages(Tunnels tunnels, Preflight preflight, Traces traces, OpenRequests open) {
		this.tunnels = tunnels;
		this.preflight = preflight;
		this.traces = traces;
		this.open = open;
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String sort,
			@RequestParam(required = false) @Nullable String cursor, Model model) {
		ListOrder order = ListOrder.of(sort, USUAL, COLUMNS);
		MaybeStale<Catalogue> latest = this.tunnels.latestCatalogue();
		Catalogue catalogue = latest.last();
		Catalogue just = (latest.unavailable() == null) ? catalogue : null;
		if (just != null) {
			this.open.settle(just);
		}
		String sought = SortedRows.text(q.strip());
		List<KnownTunnel> fitting = (catalogue != null)
				? catalogue.tunnels().stream().filter((tunnel) -> fits(tunnel, sought)).toList() : List.of();
		Page<KnownTunnel> page = new SortedRows<KnownTunnel>(order, (tunnel) -> switch (order.column()) {
			case "status" -> tunnel.status().name();
			case "created" -> SortedRows.time(tunnel.createdAt());
			default -> SortedRows.text(tunnel.name());
		}, (tunnel) -> tunnel.id().toString()).part(fitting, cursor, ON_A_PAGE);
		model.addAttribute("sight", latest);
		model.addAttribute("page", page);
		model.addAttribute("asked", this.open.claims(just));
		model.addAttribute("total", fitting.size());
		model.addAttribute("q", q.strip());
		model.addAttribute("sort", sort);
		model.addAttribute("usual", USUAL);
		model.addAttribute("report", this.preflight.last().orElse(null));
		return "tunnels/list";
	}

	private static boolean fits(KnownTunnel tunnel, String sought) {
		return SortedRows.text(tunnel.name()).contains(sought) || tunnel.id().toString().contains(sought);
	}

	/** Has a person say what came of asking for a tunnel, where Cloudflare does not. */
	@PostMapping("/asked/{claim}")
	ModelAndView decide(@PathVariable UUID claim, @RequestParam boolean ours, Actor actor) {
		this.open.decide(claim, ours, actor);
		return SeeOther.to("/tunnels");
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

}

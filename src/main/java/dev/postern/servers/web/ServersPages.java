package dev.postern.servers.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.GoDuration;
import dev.postern.kernel.Page;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.LastLogins;
import dev.postern.servers.Server;
import dev.postern.servers.ServerFilter;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.servers.policies.PolicyWords;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Shows the registry: all servers, one of them, and what of it needs somebody. */
@Controller
@RequestMapping("/servers")
@ForAdmins
class ServersPages {

	private static final int ON_A_PAGE = 50;

	private static final int IN_A_PANEL = 5;

	private static final int ON_A_TUNNEL = 20;

	private static final Set<Phase> TROUBLED = EnumSet.of(Phase.HELD, Phase.FAILED, Phase.DRIFTED);

	private static final Set<Phase> BUSY = EnumSet.of(Phase.PENDING, Phase.APPLYING, Phase.REMOVING);

	private final Servers servers;

	private final TunnelNames tunnels;

	private final ApiExamples apiExamples;

	private final PolicyWords words;

	private final UnconnectedServers unconnected;

	private final RemovedServers removed;

	private final LastLogins lastLogins;

	ServersPages(Servers servers, TunnelNames tunnels, ApiExamples apiExamples, PolicyWords words,
			UnconnectedServers unconnected, RemovedServers removed, LastLogins lastLogins) {
		this.servers = servers;
		this.tunnels = tunnels;
		this.apiExamples = apiExamples;
		this.words = words;
		this.unconnected = unconnected;
		this.removed = removed;
		this.lastLogins = lastLogins;
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable Phase phase,
			@RequestParam(required = false) @Nullable TunnelId tunnel,
			@RequestParam(required = false) @Nullable String cursor, Model model) {
		Set<Phase> phases = (phase != null) ? Set.of(phase) : Set.of();
		Page<Server> page = this.servers.search(new ServerFilter(q, phases, tunnel), cursor, ON_A_PAGE);
		model.addAttribute("servers", page.items());
		model.addAttribute("lastLogins", this.lastLogins.of(page.items().stream().map(Server::id).toList()));
		model.addAttribute("words", this.words.preloaded());
		model.addAttribute("next", page.next());
		model.addAttribute("busy", page.items().stream().anyMatch((server) -> BUSY.contains(server.phase())));
		model.addAttribute("filtered", !q.isBlank() || phase != null || tunnel != null || cursor != null);
		model.addAttribute("q", q);
		model.addAttribute("phase", phase);
		model.addAttribute("phases", Phase.values());
		model.addAttribute("tunnel", tunnel);
		model.addAttribute("tunnelNames", this.tunnels.all());
		return "servers/list";
	}

	/** A panel of the home page. */
	@GetMapping("/summary")
	String summary(Model model) {
		Map<Phase, Long> counts = this.servers.countByPhase();
		model.addAttribute("counts", counts);
		model.addAttribute("troubled",
				this.servers.search(new ServerFilter("", TROUBLED, null), null, IN_A_PANEL).items());
		model.addAttribute("unconnected", this.unconnected.first(IN_A_PANEL));
		return "servers/list :: servers-summary";
	}

	/** A panel of a tunnel's page. */
	@GetMapping("/on-tunnel")
	String onTunnel(@RequestParam TunnelId tunnel, Model model) {
		model.addAttribute("tunnel", tunnel);
		List<Server> all = this.servers.onTunnel(tunnel);
		model.addAttribute("servers", all.stream().limit(ON_A_TUNNEL).toList());
		model.addAttribute("more", Math.max(0, all.size() - ON_A_TUNNEL));
		return "servers/list :: servers-on-tunnel";
	}

	/**
	 * One that was removed has a page, too: it answers 200, as the address leads to what
	 * people look for there. Programs ask the API, which answers 404.
	 */
	@GetMapping("/{id}")
	String server(@PathVariable ServerId id, HttpServletRequest request, Model model) {
		Optional<Server> registered = this.servers.find(id);
		if (registered.isEmpty()) {
			model.addAttribute("removed", this.removed.find(id).orElseThrow(() -> new ServerNotFound(id)));
			return "servers/removed";
		}
		Server server = registered.get();
		String home = ServletUriComponentsBuilder.fromContextPath(request).toUriString();
		model.addAttribute("server", server);
		model.addAttribute("tunnelNames", this.tunnels.all());
		model.addAttribute("duration", GoDuration.format(server.spec().sessionDuration()));
		model.addAttribute("json", this.apiExamples.json(server));
		model.addAttribute("curl", this.apiExamples.curl(server, home));
		return "servers/server";
	}

}

package dev.postern.servers.web;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.GoDuration;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerKey;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.ServerState;
import dev.postern.servers.Servers;
import dev.postern.servers.bulk.BulkServers;
import dev.postern.servers.lists.ServerList;
import dev.postern.servers.lists.ServerPart;
import dev.postern.servers.lists.TunnelNames;
import dev.postern.servers.policies.PolicyWords;
import dev.postern.servers.todo.ToDo;
import dev.postern.servers.todo.ToDoSource;
import dev.postern.tunnels.Connection;
import dev.postern.tunnels.Standings;
import dev.postern.tunnels.TunnelStandings;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.LazyContextVariable;

import org.springframework.beans.factory.ObjectProvider;
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

	private static final int MOST_KNOWN_TAGS = 50;

	private static final int IN_A_PANEL = 5;

	private static final int ON_A_TUNNEL = 20;

	private static final Set<Phase> TROUBLED = EnumSet.of(Phase.HELD, Phase.FAILED, Phase.DRIFTED);

	private static final Set<Phase> BUSY = EnumSet.of(Phase.PENDING, Phase.APPLYING, Phase.REMOVING);

	private final Servers servers;

	private final ServerList list;

	private final TunnelNames tunnels;

	private final ApiExamples apiExamples;

	private final PolicyWords words;

	private final TunnelStandings standings;

	private final RemovedServers removed;

	private final ObjectProvider<ToDoSource> todos;

	ServersPages(Servers servers, ServerList list, TunnelNames tunnels, ApiExamples apiExamples, PolicyWords words,
			TunnelStandings standings, RemovedServers removed, ObjectProvider<ToDoSource> todos) {
		this.servers = servers;
		this.list = list;
		this.tunnels = tunnels;
		this.apiExamples = apiExamples;
		this.words = words;
		this.standings = standings;
		this.removed = removed;
		this.todos = todos;
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable ServerState phase,
			@RequestParam(required = false) @Nullable TunnelId tunnel,
			@RequestParam(defaultValue = "") List<String> tag, @RequestParam(defaultValue = "") String sort,
			@RequestParam(required = false) @Nullable String cursor, Model model) {
		List<String> tags = tag.stream().filter((one) -> !one.isBlank()).toList();
		ServerPart part = this.list.part(ServerState.filter(q, phase, tunnel, Set.copyOf(tags)), sort, cursor,
				ON_A_PAGE);
		boolean narrowed = !q.isBlank() || phase != null || tunnel != null || !tags.isEmpty();
		Standings standings = this.standings.now();
		model.addAttribute("standings", standings);
		model.addAttribute("part", part);
		model.addAttribute("words", this.words.preloaded());
		model.addAttribute("busy", part.servers().stream().anyMatch((server) -> isBusy(server, standings)));
		model.addAttribute("narrowed", narrowed);
		model.addAttribute("registered", narrowed ? this.servers.count() : part.total());
		model.addAttribute("q", q.strip());
		model.addAttribute("phase", phase);
		model.addAttribute("phases", ServerState.values());
		model.addAttribute("tunnel", tunnel);
		model.addAttribute("tags", tags);
		model.addAttribute("knownTags", this.servers.tags(MOST_KNOWN_TAGS));
		model.addAttribute("sort", sort);
		model.addAttribute("usual", ServerList.USUAL);
		model.addAttribute("most", BulkServers.MOST);
		model.addAttribute("tunnelNames", this.tunnels.all());
		return "servers/list";
	}

	/** Whether it is about to become something else by itself. */
	private static boolean isBusy(Server server, Standings standings) {
		return BUSY.contains(server.phase())
				|| (server.phase() == Phase.READY && server.connection(standings).state() == Connection.State.BEHIND);
	}

	/** A panel of the home page. */
	@GetMapping("/summary")
	String summary(Model model) {
		List<ServerKey> keys = this.servers.keys(ServerState.filter("", null, null, Set.of()));
		model.addAttribute("counts", ServerState.counts(keys));
		model.addAttribute("standings", this.standings.now());
		model.addAttribute("tunnelNames", this.tunnels.all());
		model.addAttribute("troubled", newest(keys, (key) -> TROUBLED.contains(key.phase())));
		model.addAttribute("cutOff", newest(keys, ServerKey::cutOff));
		List<ToDo> todos = this.todos.orderedStream().flatMap((source) -> source.open().stream()).toList();
		model.addAttribute("todos", todos.stream().limit(IN_A_PANEL).toList());
		model.addAttribute("moreTodos", Math.max(0, todos.size() - IN_A_PANEL));
		return "servers/list :: servers-summary";
	}

	/** A page that has been made before does not ask. */
	private static LazyContextVariable<String> onceAsked(Supplier<String> text) {
		return new LazyContextVariable<>() {
			@Override
			protected String loadValue() {
				return text.get();
			}
		};
	}

	private List<Server> newest(List<ServerKey> keys, Predicate<ServerKey> wanted) {
		return this.servers.inOrder(keys.stream()
			.filter(wanted)
			.sorted(Comparator.comparing(ServerKey::createdAt).reversed())
			.limit(IN_A_PANEL)
			.map(ServerKey::id)
			.toList());
	}

	/** A panel of a tunnel's page. */
	@GetMapping("/on-tunnel")
	String onTunnel(@RequestParam TunnelId tunnel, Model model) {
		model.addAttribute("tunnel", tunnel);
		model.addAttribute("standings", this.standings.now());
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
		model.addAttribute("standings", this.standings.now());
		model.addAttribute("words", this.words.preloaded());
		model.addAttribute("tunnelNames", this.tunnels.all());
		model.addAttribute("duration", GoDuration.format(server.spec().sessionDuration()));
		model.addAttribute("home", home);
		model.addAttribute("json", onceAsked(() -> this.apiExamples.json(server)));
		model.addAttribute("curl", onceAsked(() -> this.apiExamples.curl(server, home)));
		return "servers/server";
	}

}

package dev.postern.connect.web;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.connect.ClientSystem;
import dev.postern.connect.Favourites;
import dev.postern.connect.MyServer;
import dev.postern.connect.MyServers;
import dev.postern.connect.SshConfig;
import dev.postern.connect.SshSettings;
import dev.postern.connect.StoredSshSettings;
import dev.postern.connect.download.ConfigFiles;
import dev.postern.connect.download.DownloadView;
import dev.postern.connect.download.SshConfigRequest;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.People;
import dev.postern.identity.Person;
import dev.postern.identity.Profile;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.servers.LastLogins;
import dev.postern.servers.ServerNotFound;
import dev.postern.ui.SeeOther;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** How a person gets into their servers. */
@Controller
@ForSignedIn
class ConnectController {

	/** More than that many are found by their name and not by reading. */
	private static final int ON_A_PAGE = 30;

	private final MyServers servers;

	private final Favourites favourites;

	private final LastLogins lastLogins;

	private final People people;

	private final StoredSshSettings settings;

	private final ConfigFiles files;

	ConnectController(MyServers servers, Favourites favourites, LastLogins lastLogins, People people,
			StoredSshSettings settings, ConfigFiles files) {
		this.servers = servers;
		this.favourites = favourites;
		this.lastLogins = lastLogins;
		this.people = people;
		this.settings = settings;
		this.files = files;
	}

	/**
	 * How to connect.
	 * @param q part of the name, hostname, description or a tag of a server; empty for
	 * all
	 * @param tag one that servers have; empty for all
	 */
	@GetMapping("/connect")
	ModelAndView connect(Person person, SshConfigRequest request, @RequestParam(defaultValue = "") String q,
			@RequestParam(defaultValue = "") String tag,
			@RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String userAgent) {
		ClientSystem usual = ClientSystem.ofBrowser(userAgent);
		SshSettings settings = this.settings.of(person.id());
		try {
			request.setup(usual, settings);
			return page(person, q, tag, usual, request, request, settings, Map.of());
		}
		catch (InvalidInput ex) {
			Map<String, FieldProblem> problems = ex.problems()
				.stream()
				.collect(Collectors.toMap(FieldProblem::field, (problem) -> problem));
			SshConfigRequest nothing = new SshConfigRequest(null, null, null, null);
			ModelAndView page = page(person, q, tag, usual, nothing, request, settings, problems);
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page;
		}
	}

	/**
	 * Puts a server on top or takes it away from there; of one that does not let the
	 * person in nothing is said, not even that it exists.
	 * @param q what was looked for on the page, and what else it was opened with
	 */
	@PostMapping("/connect/favourites")
	ModelAndView favourite(Person person, @RequestParam(required = false) @Nullable ServerId starred,
			@RequestParam(required = false) @Nullable ServerId unstarred, @RequestParam(defaultValue = "") String q,
			@RequestParam(defaultValue = "") String tag, SshConfigRequest request) {
		if (starred != null) {
			this.favourites.add(person.id(), reachable(person, starred));
		}
		if (unstarred != null) {
			this.favourites.remove(person.id(), reachable(person, unstarred));
		}
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("q", q);
		parameters.put("tag", tag);
		parameters.putAll(request.parameters());
		parameters.values().removeIf(String::isBlank);
		UriComponentsBuilder page = UriComponentsBuilder.fromPath("/connect");
		parameters.keySet().forEach((name) -> page.queryParam(name, "{%s}".formatted(name)));
		return SeeOther.to(page.encode().buildAndExpand(parameters).toUriString());
	}

	private ServerId reachable(Person person, ServerId server) {
		return this.servers.of(person)
			.stream()
			.map(MyServer::id)
			.filter(server::equals)
			.findFirst()
			.orElseThrow(() -> new ServerNotFound(server));
	}

	/**
	 * The page.
	 * @param request what is made
	 * @param entered what was typed, which may be something that cannot be made
	 */
	private ModelAndView page(Person person, String q, String tag, ClientSystem usual, SshConfigRequest request,
			SshConfigRequest entered, SshSettings settings, Map<String, FieldProblem> problems) {
		List<MyServer> mine = this.servers.of(person);
		SshConfig config = this.files.config(person, mine, settings, request.setup(usual, settings));
		DownloadView download = DownloadView.of(config, request, this.files, this.files.keyNews(person, mine, settings),
				this.files.stale(person, mine, settings));
		List<MyServer> found = mine.stream()
			.filter((server) -> server.isCalled(q.strip()) && (tag.isBlank() || server.isTagged(tag)))
			.toList();
		ConnectList list = ConnectList.of(found, this.favourites.of(person.id()), used(person), ON_A_PAGE);
		return new ModelAndView("connect/connect").addObject("servers", mine)
			.addObject("q", q)
			.addObject("tag", tag.strip())
			.addObject("list", list)
			.addObject("onAPage", ON_A_PAGE)
			.addObject("first", Stream.concat(list.servers(), mine.stream())
				.filter((server) -> server.connectable() && server.writable() && !server.held() && !server.cutOff())
				.findFirst()
				.orElse(null))
			.addObject("anyCutOff", mine.stream().anyMatch(MyServer::cutOff))
			.addObject("anyHeld", mine.stream().anyMatch(MyServer::held))
			.addObject("download", download)
			.addObject("settings", settings)
			.addObject("email", person.email())
			.addObject("groupsWithheld", person.groupsWithheld())
			.addObject("entered", entered)
			.addObject("system", download.system().code())
			.addObject("shell", download.shell())
			.addObject("problems", problems);
	}

	/** An address may have been somebody else's before. */
	private Map<ServerId, Instant> used(Person person) {
		Instant since = this.people.find(person.id()).map(Profile::addressSince).orElse(null);
		return this.lastLogins.ofPerson(person.email(), since);
	}

}

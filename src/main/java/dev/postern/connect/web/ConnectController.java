package dev.postern.connect.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.postern.connect.ClientSystem;
import dev.postern.connect.IdentityFile;
import dev.postern.connect.MyServer;
import dev.postern.connect.MyServers;
import dev.postern.connect.SshConfig;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** How a person gets into their servers. */
@Controller
@ForSignedIn
class ConnectController {

	/** More than that many are found by their name and not by reading. */
	private static final int ON_A_PAGE = 50;

	private final MyServers servers;

	private final SshConfigFile file;

	ConnectController(MyServers servers, SshConfigFile file) {
		this.servers = servers;
		this.file = file;
	}

	/**
	 * How to connect.
	 * @param q part of the name of a server; empty for all
	 */
	@GetMapping("/connect")
	ModelAndView connect(Person person, SshConfigRequest request, @RequestParam(defaultValue = "") String q,
			@RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String userAgent) {
		SshConfigRequest wanted = request.withDefaults(SshConfigRequest.systemOf(userAgent));
		try {
			return page(person, q, wanted, wanted.options(), Map.of());
		}
		catch (InvalidInput ex) {
			Map<String, FieldProblem> problems = ex.problems()
				.stream()
				.collect(Collectors.toMap(FieldProblem::field, (problem) -> problem));
			SshConfigRequest.SshConfigOptions usual = new SshConfigRequest.SshConfigOptions(
					SshConfigRequest.systemOf(userAgent), IdentityFile.DEFAULT);
			ModelAndView page = page(person, q, wanted, usual, problems);
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page;
		}
	}

	@GetMapping("/connect/ssh-config")
	ResponseEntity<String> download(Person person, SshConfigRequest wanted,
			@RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String userAgent,
			HttpServletRequest request) {
		SshConfigRequest.SshConfigOptions options = wanted.withDefaults(SshConfigRequest.systemOf(userAgent)).options();
		return this.file.download(this.file.config(person.email(), this.servers.of(person), options), request);
	}

	private ModelAndView page(Person person, String q, SshConfigRequest wanted,
			SshConfigRequest.SshConfigOptions options, Map<String, FieldProblem> problems) {
		List<MyServer> mine = this.servers.of(person);
		SshConfig config = this.file.config(person.email(), mine, options);
		List<MyServer> found = mine.stream().filter((server) -> server.isCalled(q.strip())).toList();
		return new ModelAndView("connect/connect").addObject("servers", mine)
			.addObject("q", q)
			.addObject("found", found.size())
			.addObject("listed", found.stream().limit(ON_A_PAGE).toList())
			.addObject("onAPage", ON_A_PAGE)
			.addObject("first",
					mine.stream()
						.filter((server) -> server.connectable() && server.writable() && !server.held())
						.findFirst()
						.orElse(null))
			.addObject("anyHeld", mine.stream().anyMatch(MyServer::held))
			.addObject("leftOut", config.leftOut())
			.addObject("text", this.file.text(config))
			.addObject("email", person.email())
			.addObject("groupsWithheld", person.groupsWithheld())
			.addObject("wanted", wanted)
			.addObject("windows", options.system() == ClientSystem.WINDOWS)
			.addObject("system", options.system().name().toLowerCase(Locale.ROOT))
			.addObject("identityFile", options.identityFile().path())
			.addObject("problems", problems);
	}

}

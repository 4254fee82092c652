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
import dev.postern.identity.ForEveryone;
import dev.postern.identity.Person;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.ModelAndView;

/** How a person gets into their servers. */
@Controller
@ForEveryone
class ConnectController {

	private final MyServers servers;

	private final ConfigFile file;

	ConnectController(MyServers servers, ConfigFile file) {
		this.servers = servers;
		this.file = file;
	}

	@GetMapping("/connect")
	ModelAndView connect(Person person, ConfigChoice choice,
			@RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String userAgent) {
		ConfigChoice wanted = choice.or(ConfigChoice.systemOf(userAgent));
		try {
			return page(person, wanted, wanted.read(), Map.of());
		}
		catch (InvalidInput ex) {
			Map<String, FieldProblem> problems = ex.problems()
				.stream()
				.collect(Collectors.toMap(FieldProblem::field, (problem) -> problem));
			ConfigChoice.Chosen usual = new ConfigChoice.Chosen(ConfigChoice.systemOf(userAgent), IdentityFile.DEFAULT);
			ModelAndView page = page(person, wanted, usual, problems);
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page;
		}
	}

	@GetMapping("/connect/ssh-config")
	ResponseEntity<String> download(Person person, ConfigChoice choice,
			@RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String userAgent) {
		ConfigChoice.Chosen chosen = choice.or(ConfigChoice.systemOf(userAgent)).read();
		return this.file.download(this.file.config(person.email(), this.servers.of(person), chosen));
	}

	private ModelAndView page(Person person, ConfigChoice wanted, ConfigChoice.Chosen chosen,
			Map<String, FieldProblem> problems) {
		List<MyServer> mine = this.servers.of(person);
		SshConfig config = this.file.config(person.email(), mine, chosen);
		return new ModelAndView("connect/connect").addObject("servers", mine)
			.addObject("first",
					mine.stream()
						.filter((server) -> server.connectable() && server.writable())
						.findFirst()
						.orElse(null))
			.addObject("leftOut", config.leftOut())
			.addObject("text", this.file.text(config))
			.addObject("email", person.email())
			.addObject("wanted", wanted)
			.addObject("windows", chosen.system() == ClientSystem.WINDOWS)
			.addObject("system", chosen.system().name().toLowerCase(Locale.ROOT))
			.addObject("identityFile", chosen.identityFile().path())
			.addObject("problems", problems);
	}

}

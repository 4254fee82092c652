package dev.postern.connect.ports.web;

import java.util.List;

import dev.postern.connect.ports.PortCheck;
import dev.postern.connect.ports.PortChecks;
import dev.postern.connect.ports.ServerPort;
import dev.postern.identity.ForAdmins;
import dev.postern.identity.Person;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.lists.ListOrder;
import dev.postern.kernel.lists.SortedRows;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.ui.input.FormProblems;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Port 22 of a server, and of all of them. */
@Controller
@ForAdmins
class PortPages {

	private static final int ON_A_PAGE = 50;

	/** Those that want somebody first, then by name. */
	private static final SortedRows<ServerPort> ROWS = new SortedRows<>(new ListOrder("state", false),
			(port) -> SortedRows.number(port.state().rank()), (port) -> port.server().spec().name());

	private final Servers servers;

	private final PortChecks checks;

	PortPages(Servers servers, PortChecks checks) {
		this.servers = servers;
		this.checks = checks;
	}

	@GetMapping("/servers/port-22")
	ModelAndView all(@RequestParam(required = false) @Nullable String cursor) {
		List<ServerPort> all = this.checks.ports();
		return new ModelAndView("connect/ports").addObject("part", ROWS.part(all, cursor, ON_A_PAGE))
			.addObject("shut", all.stream().filter((port) -> port.state().isShut()).count())
			.addObject("total", all.size());
	}

	@GetMapping("/servers/{id}/port-22")
	ModelAndView page(@PathVariable ServerId id) {
		return view("connect/port", server(id));
	}

	@PostMapping("/servers/{id}/port-22")
	ModelAndView check(@PathVariable ServerId id, @ModelAttribute("form") PortForm form, BindingResult errors,
			Person caller, HttpServletResponse response) {
		Server server = server(id);
		try {
			this.checks.check(server, form.address(), caller, response);
			return new ModelAndView("redirect:/servers/%s/port-22".formatted(id));
		}
		catch (InvalidInput ex) {
			FormProblems.add(errors, ex);
			ModelAndView page = view("connect/port", server);
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page.addObject("form", form);
		}
	}

	/** A panel of the server's page. */
	@GetMapping("/servers/{id}/port-22/panel")
	ModelAndView panel(@PathVariable ServerId id) {
		return view("connect/port :: port-panel", server(id));
	}

	/** The line of the server's check-list that says whether the port is closed. */
	@GetMapping("/servers/{id}/port-22/line")
	ModelAndView line(@PathVariable ServerId id) {
		return new ModelAndView("connect/port-line :: port-line", "port", this.checks.port(server(id)));
	}

	private ModelAndView view(String name, Server server) {
		ServerPort port = this.checks.port(server);
		PortCheck newest = port.newest();
		return new ModelAndView(name).addObject("server", server)
			.addObject("port", port)
			.addObject("history", this.checks.of(server.id()))
			.addObject("form", new PortForm((newest != null) ? newest.address() : null));
	}

	private Server server(ServerId id) {
		return this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
	}

}

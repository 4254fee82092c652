package dev.postern.connect.tools;

import dev.postern.connect.ClientSetup;
import dev.postern.connect.ClientSystem;
import dev.postern.connect.MyServer;
import dev.postern.connect.MyServers;
import dev.postern.connect.SshHost;
import dev.postern.connect.SshSettings;
import dev.postern.connect.StoredSshSettings;
import dev.postern.connect.download.SshConfigRequest;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.kernel.ServerId;
import dev.postern.servers.ApplicationType;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.ModelAndView;

/** How programs other than ssh reach one of a person's servers (I13). */
@Controller
@ForSignedIn
class ToolPages {

	private final MyServers mine;

	private final Servers servers;

	private final StoredSshSettings settings;

	ToolPages(MyServers mine, Servers servers, StoredSshSettings settings) {
		this.mine = mine;
		this.servers = servers;
		this.settings = settings;
	}

	/**
	 * The page.
	 * @param request for which computer; what the browser says where it does not
	 */
	@GetMapping("/servers/{id}/tools")
	ModelAndView tools(@PathVariable ServerId id, Person person, SshConfigRequest request,
			@RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String userAgent) {
		MyServer server = this.mine.of(person)
			.stream()
			.filter((one) -> one.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new ServerNotFound(id));
		SshSettings settings = this.settings.of(person.id());
		ClientSetup setup = request.setup(ClientSystem.ofBrowser(userAgent), settings);
		SshHost host = settings.host(server);
		ModelAndView page = new ModelAndView("connect/tools").addObject("server", server)
			.addObject("host", host)
			.addObject("keys", host.isPinned() ? server.hostKeys() : null)
			.addObject("system", setup.system())
			.addObject("systems", ClientSystem.values())
			.addObject("terminal", terminal(server, person));
		return (server.connectable() && host.writable())
				? page.addObject("tools", new ServerTools(host, setup.cloudflared()).all()) : page;
	}

	private @Nullable BrowserTerminal terminal(MyServer server, Person person) {
		return this.servers.find(server.id())
			.map(Server::spec)
			.filter((spec) -> spec.applicationType() == ApplicationType.SSH)
			.map((spec) -> BrowserTerminal.of(spec.hostname(), person.email(), spec.loginUser()))
			.orElse(null);
	}

}

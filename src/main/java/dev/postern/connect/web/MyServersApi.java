package dev.postern.connect.web;

import dev.postern.connect.MyServer;
import dev.postern.connect.MyServers;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.kernel.Page;
import dev.postern.ui.input.PageSize;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the caller may reach, for scripts. */
@RestController
@RequestMapping("/api/v1/me")
@ForSignedIn
@Tag(name = "Me", description = "What the caller may reach, and how.")
class MyServersApi {

	private static final int MAX_PAGE_SIZE = 200;

	private static final KeysetPager<MyServer> BY_NAME = new KeysetPager<>(MyServer::name);

	private final MyServers servers;

	MyServersApi(MyServers servers) {
		this.servers = servers;
	}

	@GetMapping("/servers")
	@Operation(summary = "The servers whose policies let the caller in, by name",
			description = "The condition says in words what else has to hold, for example the country. "
					+ "What it would tell of others or of groups is named to administrators and auditors only.")
	Page<MyServer> servers(Person person, @RequestParam(defaultValue = "50") int size,
			@RequestParam(defaultValue = "") String cursor) {
		return BY_NAME.page(this.servers.of(person), cursor, PageSize.checked(size, MAX_PAGE_SIZE));
	}

}

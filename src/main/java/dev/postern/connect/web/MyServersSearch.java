package dev.postern.connect.web;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.postern.connect.MyServer;
import dev.postern.connect.MyServers;
import dev.postern.connect.SshSettings;
import dev.postern.connect.StoredSshSettings;
import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.ui.search.SearchHit;
import dev.postern.ui.search.SearchHits;
import dev.postern.ui.search.SearchSource;
import dev.postern.ui.search.SoughtText;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** The servers that let whoever looks in, and no others (I13). */
@Component
class MyServersSearch implements SearchSource {

	private static final int PLACE = 11;

	private final MyServers servers;

	private final StoredSshSettings settings;

	private final MessageSource messages;

	MyServersSearch(MyServers servers, StoredSshSettings settings, MessageSource messages) {
		this.servers = servers;
		this.settings = settings;
		this.messages = messages;
	}

	@Override
	public String kind() {
		return "my-servers";
	}

	@Override
	public int place() {
		return PLACE;
	}

	@Override
	public boolean isFor(Person person) {
		return !person.has(Role.ADMIN) && !person.has(Role.AUDITOR);
	}

	@Override
	public String list(Person person) {
		return "/connect";
	}

	@Override
	public SearchHits find(SoughtText sought, Person person, int most) {
		List<MyServer> found = sought.among(this.servers.of(person),
				(server) -> Stream
					.concat(Stream.of(server.name(), server.hostname().value(), server.description()),
							server.tags().stream())
					.toList());
		SshSettings wanted = found.isEmpty() ? SshSettings.NONE : this.settings.of(person.id());
		return SearchHits.of(found, most, (server) -> hit(server, wanted.alias(server)));
	}

	private SearchHit hit(MyServer server, String alias) {
		String address = UriComponentsBuilder.fromPath("/connect")
			.queryParam("q", "{q}")
			.fragment("server-" + server.id())
			.encode()
			.buildAndExpand(server.name())
			.toUriString();
		String code = "connect.search." + (!server.connectable() ? "not-yet"
				: server.held() ? "held" : server.condition().isEmpty() ? "server" : "condition");
		return new SearchHit(server.name(), this.messages.getMessage(code,
				new Object[] { server.hostname(), alias, server.condition() }, Locale.ENGLISH), address);
	}

}

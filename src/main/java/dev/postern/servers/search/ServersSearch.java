package dev.postern.servers.search;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerFilter;
import dev.postern.servers.ServerKey;
import dev.postern.servers.ServerSpec;
import dev.postern.servers.Servers;
import dev.postern.ui.search.SearchHit;
import dev.postern.ui.search.SearchHits;
import dev.postern.ui.search.SearchSource;
import dev.postern.ui.search.SoughtText;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** All servers, for those who may see all of them. */
@Component
class ServersSearch implements SearchSource {

	private static final int PLACE = 10;

	private final Servers servers;

	private final MessageSource messages;

	ServersSearch(Servers servers, MessageSource messages) {
		this.servers = servers;
		this.messages = messages;
	}

	@Override
	public String kind() {
		return "servers";
	}

	@Override
	public int place() {
		return PLACE;
	}

	@Override
	public boolean isFor(Person person) {
		return person.has(Role.ADMIN) || person.has(Role.AUDITOR);
	}

	@Override
	public String list(Person person) {
		return person.has(Role.ADMIN) ? "/servers" : "/reachability";
	}

	@Override
	public SearchHits find(SoughtText sought, Person person, int most) {
		List<ServerKey> keys = this.servers.keys(new ServerFilter(sought.typed(), Set.of(), null, Set.of()));
		List<ServerKey> named = sought.among(keys, (key) -> List.of(key.name()));
		Map<ServerId, Integer> ranks = IntStream.range(0, named.size())
			.boxed()
			.collect(Collectors.toMap((at) -> named.get(at).id(), (at) -> at));
		List<ServerId> best = keys.stream()
			.sorted(Comparator.<ServerKey>comparingInt((key) -> ranks.getOrDefault(key.id(), Integer.MAX_VALUE))
				.thenComparing(ServerKey::name))
			.limit(most)
			.map(ServerKey::id)
			.toList();
		return new SearchHits(this.servers.inOrder(best).stream().map((server) -> hit(server, person)).toList(),
				keys.size(), true);
	}

	private SearchHit hit(Server server, Person person) {
		ServerSpec spec = server.spec();
		String about = Stream.concat(Stream.of(spec.description()), spec.tags().stream())
			.filter((text) -> !text.isEmpty())
			.collect(Collectors.joining(", "));
		String code = "servers.search." + (server.retired() ? "leaving" : about.isEmpty() ? "server" : "described");
		return new SearchHit(spec.name(), text(code, spec.hostname(), about), Addresses.of(server, person));
	}

	private String text(String code, Object... args) {
		return this.messages.getMessage(code, args, Locale.ENGLISH);
	}

}

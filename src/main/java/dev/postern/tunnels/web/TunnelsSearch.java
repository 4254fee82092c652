package dev.postern.tunnels.web;

import java.util.List;
import java.util.Locale;

import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.Tunnels;
import dev.postern.ui.search.SearchHit;
import dev.postern.ui.search.SearchHits;
import dev.postern.ui.search.SearchSource;
import dev.postern.ui.search.SoughtText;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tunnels of the account as they were last seen. */
@Component
class TunnelsSearch implements SearchSource {

	private static final int PLACE = 50;

	private final Tunnels tunnels;

	private final MessageSource messages;

	TunnelsSearch(Tunnels tunnels, MessageSource messages) {
		this.tunnels = tunnels;
		this.messages = messages;
	}

	@Override
	public String kind() {
		return "tunnels";
	}

	@Override
	public int place() {
		return PLACE;
	}

	@Override
	public boolean isFor(Person person) {
		return person.has(Role.ADMIN);
	}

	@Override
	public String list(Person person) {
		return "/tunnels";
	}

	@Override
	public SearchHits find(SoughtText sought, Person person, int most) {
		return this.tunnels.lastSeen()
			.map((catalogue) -> SearchHits.of(
					sought.among(catalogue.tunnels(), (tunnel) -> List.of(tunnel.name(), tunnel.id().toString())), most,
					this::hit))
			.orElse(SearchHits.UNKNOWN);
	}

	private SearchHit hit(KnownTunnel tunnel) {
		String state = text("tunnels.status." + tunnel.status().name().toLowerCase(Locale.ROOT));
		return new SearchHit(tunnel.name(), text("tunnels.search.tunnel", state), "/tunnels/" + tunnel.id());
	}

	private String text(String code, Object... args) {
		return this.messages.getMessage(code, args, Locale.ENGLISH);
	}

}

package dev.postern.servers.search;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.ui.search.SearchHit;
import dev.postern.ui.search.SearchHits;
import dev.postern.ui.search.SearchSource;
import dev.postern.ui.search.SoughtText;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Servers whose policies name somebody, by address, domain, group or in another way. */
@Component
class PolicySearch implements SearchSource {

	private static final int PLACE = 20;

	private final Servers servers;

	private final PolicyMentions mentions;

	private final MessageSource messages;

	PolicySearch(Servers servers, PolicyMentions mentions, MessageSource messages) {
		this.servers = servers;
		this.mentions = mentions;
		this.messages = messages;
	}

	@Override
	public String kind() {
		return "policies";
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
	public @Nullable String list(Person person) {
		return null;
	}

	@Override
	public SearchHits find(SoughtText sought, Person person, int most) {
		PolicyMentions.Search search = this.mentions.of(sought);
		List<Found> found = this.servers.all()
			.stream()
			.flatMap((server) -> Stream.ofNullable(search.in(server.spec().policies()).orElse(null))
				.map((mention) -> new Found(server, mention)))
			.sorted(Comparator.comparing((one) -> one.mention().kind()))
			.toList();
		return SearchHits.of(found, most, (one) -> new SearchHit(one.server().spec().name(), text(one.mention()),
				Addresses.of(one.server(), person)));
	}

	private String text(PolicyMentions.Mention mention) {
		return this.messages.getMessage(
				"servers.search.policy." + mention.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
				new Object[] { mention.policy(), mention.named(), mention.sought() }, Locale.ENGLISH);
	}

	private record Found(Server server, PolicyMentions.Mention mention) {
	}

}

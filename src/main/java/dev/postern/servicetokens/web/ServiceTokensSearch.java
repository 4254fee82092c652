package dev.postern.servicetokens.web;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.servicetokens.TokenList;
import dev.postern.servicetokens.TokenList.Entry;
import dev.postern.ui.search.SearchHit;
import dev.postern.ui.search.SearchHits;
import dev.postern.ui.search.SearchSource;
import dev.postern.ui.search.SoughtText;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Service tokens that Postern made. */
@Component
class ServiceTokensSearch implements SearchSource {

	private static final int PLACE = 60;

	private final TokenList tokenList;

	private final MessageSource messages;

	ServiceTokensSearch(TokenList tokenList, MessageSource messages) {
		this.tokenList = tokenList;
		this.messages = messages;
	}

	@Override
	public String kind() {
		return "service-tokens";
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
		return "/service-tokens";
	}

	@Override
	public SearchHits find(SoughtText sought, Person person, int most) {
		List<Entry> found = sought.among(this.tokenList.ours(),
				(entry) -> List.of(entry.managed().name(), Objects.requireNonNullElse(entry.managed().clientId(), "")));
		return SearchHits.of(found, most,
				(entry) -> new SearchHit(
						entry.managed().name(), this.messages.getMessage("servicetokens.search.token",
								new Object[] { entry.uses().size() }, Locale.ENGLISH),
						"/service-tokens/" + entry.managed().id()));
	}

}

package dev.postern.ui.search;

import java.util.List;
import java.util.Locale;

import dev.postern.identity.Person;
import dev.postern.identity.tokens.PersonalToken;
import dev.postern.identity.tokens.PersonalTokens;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The working tokens of whoever looks. */
@Component
class OwnTokensSearch implements SearchSource {

	private static final int PLACE = 70;

	private final PersonalTokens tokens;

	private final MessageSource messages;

	OwnTokensSearch(PersonalTokens tokens, MessageSource messages) {
		this.tokens = tokens;
		this.messages = messages;
	}

	@Override
	public String kind() {
		return "tokens";
	}

	@Override
	public int place() {
		return PLACE;
	}

	@Override
	public boolean isFor(Person person) {
		return true;
	}

	@Override
	public String list(Person person) {
		return "/tokens";
	}

	@Override
	public SearchHits find(SoughtText sought, Person person, int most) {
		List<PersonalToken> found = sought.among(this.tokens.working(person.id()),
				(token) -> List.of(token.name(), token.prefix()));
		return SearchHits.of(found, most,
				(token) -> new SearchHit(token.name(),
						this.messages.getMessage("ui.search.token", new Object[] { token.prefix() }, Locale.ENGLISH),
						"/tokens"));
	}

}

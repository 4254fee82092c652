package dev.postern.ui.search;

import java.util.Locale;

import dev.postern.identity.People;
import dev.postern.identity.Person;
import dev.postern.identity.Profile;
import dev.postern.identity.Role;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** People whom Postern knows. */
@Component
class PeopleSearch implements SearchSource {

	private static final int PLACE = 30;

	private final People people;

	private final MessageSource messages;

	PeopleSearch(People people, MessageSource messages) {
		this.people = people;
		this.messages = messages;
	}

	@Override
	public String kind() {
		return "people";
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
		return "/people";
	}

	@Override
	public SearchHits find(SoughtText sought, Person person, int most) {
		People.Found found = this.people.best(sought.typed(), most);
		return new SearchHits(found.page().items().stream().map(this::hit).toList(), found.total(), true);
	}

	private SearchHit hit(Profile profile) {
		Person person = profile.person();
		return new SearchHit(person.name(),
				this.messages.getMessage(profile.locked() ? "ui.search.person.locked" : "ui.search.person",
						new Object[] { person.email().value() }, Locale.ENGLISH),
				"/people/" + person.id());
	}

}

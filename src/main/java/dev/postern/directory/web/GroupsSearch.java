package dev.postern.directory.web;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.postern.directory.Directory;
import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.ui.search.SearchHit;
import dev.postern.ui.search.SearchHits;
import dev.postern.ui.search.SearchSource;
import dev.postern.ui.search.SoughtText;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Groups that Postern keeps, and those of the account as they were last seen. */
@Component
class GroupsSearch implements SearchSource {

	private static final int PLACE = 40;

	private final RuleGroups groups;

	private final Directory directory;

	private final MessageSource messages;

	GroupsSearch(RuleGroups groups, Directory directory, MessageSource messages) {
		this.groups = groups;
		this.directory = directory;
		this.messages = messages;
	}

	@Override
	public String kind() {
		return "groups";
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
		return "/groups";
	}

	@Override
	public SearchHits find(SoughtText sought, Person person, int most) {
		List<Found> all = Stream
			.concat(this.groups.all().stream().map(Found::of),
					this.directory.lastSeen()
						.stream()
						.flatMap((account) -> account.groups().stream())
						.map((group) -> new Found(group.name(), "", "account", "/groups#account-groups")))
			.toList();
		return SearchHits.of(sought.among(all, (group) -> List.of(group.name(), group.description())), most,
				(group) -> new SearchHit(group.name(), this.messages.getMessage("directory.search." + group.code(),
						new Object[] { group.description() }, Locale.ENGLISH), group.address()));
	}

	private record Found(String name, String description, String code, String address) {

		static Found of(Group group) {
			String description = group.spec().description();
			return new Found(group.spec().name(), description, description.isEmpty() ? "group" : "described",
					"/groups/" + group.id());
		}

	}

}

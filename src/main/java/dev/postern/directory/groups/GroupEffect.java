package dev.postern.directory.groups;

import java.util.List;

import dev.postern.kernel.ServerId;

/**
 * What an edit of a group does to those who get in, in words.
 *
 * @param gaining how many people who are known gain access to any server
 * @param losing how many of them lose access to any
 * @param changing how many of them get in on other conditions than before
 * @param others whether people who are not known are concerned, too
 * @param servers those for which anything changes, by name; not all where they are many
 * @param more how many servers for which anything changes are left out
 * @param basis equal for equal effects, whatever is left out
 */
public record GroupEffect(int gaining, int losing, int changing, boolean others, List<ServerEffect> servers, int more,
		String basis) {

	public GroupEffect {
		servers = List.copyOf(servers);
	}

	/** Whether nobody at all is concerned. */
	public boolean none() {
		return this.servers.isEmpty();
	}

	/** What the edit does to those who get in to one server. */
	public record ServerEffect(ServerId server, String name, Part gains, Part loses, Part changes) {
	}

	/**
	 * Those who are concerned in one way.
	 *
	 * @param people addresses; not all where they are many
	 * @param more how many people are left out
	 * @param others those who are not known, each in words
	 */
	public record Part(List<String> people, int more, List<String> others) {

		public Part {
			people = List.copyOf(people);
			others = List.copyOf(others);
		}

		public boolean none() {
			return this.people.isEmpty() && this.others.isEmpty();
		}

	}

}

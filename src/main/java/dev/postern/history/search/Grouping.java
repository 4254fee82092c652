package dev.postern.history.search;

/** By what logins are put together. */
public enum Grouping {

	PERSON(FilterSql.PERSON),

	/**
	 * Logins to the hostname of a server from when it was none count as its own, as they
	 * do in a filter.
	 */
	SERVER("coalesce(CAST(server_id AS text), CAST(owner.id AS text), '" + LoginGroup.FOREIGN + "' || "
			+ FilterSql.HOSTNAME + ")"),

	COUNTRY(FilterSql.COUNTRY);

	private final String key;

	Grouping(String key) {
		this.key = key;
	}

	/** What is the same in all logins of a group, in SQL. */
	String key() {
		return this.key;
	}

	/** What a filter takes for the group. */
	String value(String key) {
		return key.isEmpty() ? LoginGroup.UNKNOWN : key;
	}

}

package dev.postern.ui.search;

import dev.postern.identity.Person;
import org.jspecify.annotations.Nullable;

/**
 * Things of one kind that people find. It looks at what Postern keeps or remembers and
 * asks nobody, since somebody waits with every key.
 */
public interface SearchSource {

	/** Names the texts {@code ui.search.kind.<kind>}. */
	String kind();

	/** Kinds with a lower number stand first. */
	int place();

	/**
	 * Whether a person may know how many things of the kind there are; others are not
	 * even looked for.
	 */
	boolean isFor(Person person);

	/**
	 * The list of the kind, which takes {@code q}, for this person; {@code null} when it
	 * has none.
	 */
	@Nullable String list(Person person);

	/**
	 * What fits, the best first.
	 * @param most as many are told of
	 */
	SearchHits find(SoughtText sought, Person person, int most);

}

package dev.postern.kernel;

/**
 * Who does something: a person behind a browser or an API call, or Postern itself.
 *
 * @param name the person's e-mail address; for Postern the name of the part that acts
 */
public record Actor(Kind kind, String name) {

	public static Actor person(EmailAddress email) {
		return new Actor(Kind.PERSON, email.value());
	}

	public static Actor postern(String part) {
		return new Actor(Kind.POSTERN, part);
	}

	/** What sort of actor it is. */
	public enum Kind {

		PERSON, POSTERN

	}

}

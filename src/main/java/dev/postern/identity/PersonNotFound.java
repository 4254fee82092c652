package dev.postern.identity;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Nobody with this id has ever signed in. */
@ResponseStatus(code = HttpStatus.NOT_FOUND, reason = "identity.person.unknown")
public class PersonNotFound extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public PersonNotFound(PersonId id) {
		super("nobody has the id " + id);
	}

}

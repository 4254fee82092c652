package dev.postern.identity.sessions;

import dev.postern.identity.PersonId;
import jakarta.servlet.http.HttpSession;

import org.springframework.session.FindByIndexNameSessionRepository;

/** By what the database finds a session again. */
public final class SessionMarks {

	private SessionMarks() {
	}

	/**
	 * Lets the sessions of a person be found whatever the person's address is by then.
	 */
	public static void set(HttpSession session, PersonId person) {
		session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, person.toString());
	}

}

package dev.postern.identity.web;

import dev.postern.identity.Person;
import dev.postern.identity.PersonPrincipal;
import dev.postern.identity.traces.Traces;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.transaction.TransactionException;

/**
 * Has the audit note who signs out. A session ends also when that cannot be noted: one
 * that goes on would be the greater harm.
 */
class SignOutTrace implements LogoutHandler {

	private static final Logger log = LoggerFactory.getLogger(SignOutTrace.class);

	private final Traces traces;

	SignOutTrace(Traces traces) {
		this.traces = traces;
	}

	@Override
	public void logout(HttpServletRequest request, HttpServletResponse response,
			@Nullable Authentication authentication) {
		PersonPrincipal.personOf(authentication).ifPresent(this::note);
	}

	private void note(Person person) {
		try {
			this.traces.record(person.actor(), "person.signed-out", person.subject(), null);
		}
		catch (DataAccessException | TransactionException ex) {
			log.error("Could not note a sign-out in the audit person={}", person.id(), ex);
		}
	}

}

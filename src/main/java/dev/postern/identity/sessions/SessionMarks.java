package dev.postern.identity.sessions;

import dev.postern.identity.PersonId;
import dev.postern.kernel.Sha256;
import jakarta.servlet.http.HttpSession;

import org.springframework.security.oauth2.core.oidc.IdTokenClaimAccessor;
import org.springframework.session.FindByIndexNameSessionRepository;

/**
 * By what the database finds a session again. What the identity provider knows it by
 * stands in the names of attributes, so that these live and go with the session.
 */
public final class SessionMarks {

	/** An index of the database knows it, too. */
	static final String PREFIX = "postern.provider-";

	private static final String BY_SUBJECT = PREFIX + "subject.";

	private static final String BY_SESSION = PREFIX + "session.";

	private SessionMarks() {
	}

	/**
	 * Marks the session of somebody who signs in. A person's sessions are found whatever
	 * the person's address is by then.
	 */
	public static void set(HttpSession session, PersonId person, IdTokenClaimAccessor token) {
		session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, person.toString());
		String issuer = String.valueOf(token.getIssuer());
		session.setAttribute(ofSubject(issuer, String.valueOf(token.getSubject())), true);
		String providerSession = token.getClaimAsString("sid");
		if (providerSession != null) {
			session.setAttribute(ofSession(issuer, providerSession), true);
		}
	}

	/** The name of the attribute that the sessions of a person at the provider have. */
	static String ofSubject(String issuer, String subject) {
		return BY_SUBJECT + Sha256.of(issuer + '\n' + subject);
	}

	/** The name of the attribute that the sessions of a session at the provider have. */
	static String ofSession(String issuer, String providerSession) {
		return BY_SESSION + Sha256.of(issuer + '\n' + providerSession);
	}

}

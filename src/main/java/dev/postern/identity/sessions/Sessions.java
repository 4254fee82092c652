package dev.postern.identity.sessions;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import dev.postern.identity.IdentityProperties;
import dev.postern.identity.People;
import dev.postern.identity.PersonPrincipal;

import org.springframework.stereotype.Service;

/** The browsers in which people are signed in, on all instances. */
@Service
public class Sessions {

	private final People people;

	private final Clock clock;

	private final Duration longest;

	Sessions(People people, Clock clock, IdentityProperties properties) {
		this.people = people;
		this.clock = clock;
		this.longest = properties.sessionMax();
	}

	/** Why a session may not go on; empty when it may. */
	public Optional<SessionEnd> endOf(PersonPrincipal principal) {
		if (principal.signedInAt()
			.filter((begun) -> !this.clock.instant().isBefore(begun.plus(this.longest)))
			.isPresent()) {
			return Optional.of(SessionEnd.EXPIRED);
		}
		return this.people.isSessionCurrent(principal.person()) ? Optional.empty() : Optional.of(SessionEnd.ENDED);
	}

}

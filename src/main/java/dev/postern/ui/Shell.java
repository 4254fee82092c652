package dev.postern.ui;

import java.util.List;

import dev.postern.identity.Person;
import dev.postern.identity.SignedIn;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What the layout shows around every page: the person, the navigation, the number of the
 * request.
 */
@Component
class Shell {

	/** Whoever is signed in; {@code null} when nobody is. */
	public @Nullable Person person() {
		return SignedIn.now().orElse(null);
	}

	/** The parts of the portal that the person may use. */
	public List<Area> areas() {
		return SignedIn.now().map(Area::of).orElseGet(List::of);
	}

	/** The number under which the logs tell of this request. */
	public @Nullable String request() {
		return RequestId.current();
	}

}

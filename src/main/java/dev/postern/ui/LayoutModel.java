package dev.postern.ui;

import java.util.List;

import dev.postern.identity.Person;
import dev.postern.identity.PersonPrincipal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What the layout shows around every page: the person, the navigation, the number of the
 * request.
 */
@Component
class LayoutModel {

	/** Whoever is signed in; {@code null} when nobody is. */
	public @Nullable Person person() {
		return PersonPrincipal.currentPerson().orElse(null);
	}

	/** The parts of the portal that the person may use. */
	public List<NavigationGroup> navigation() {
		return PersonPrincipal.currentPerson().map(NavigationGroup::openTo).orElseGet(List::of);
	}

	/** The zone in which the page shows times. */
	public String zone() {
		return ReaderZone.of(((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest())
			.getId();
	}

	/** The number under which the logs tell of this request. */
	public @Nullable String request() {
		return RequestId.current();
	}

}

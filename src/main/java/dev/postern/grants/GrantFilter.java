package dev.postern.grants;

import java.util.EnumSet;
import java.util.Set;

import dev.postern.identity.PersonId;
import dev.postern.kernel.LikePattern;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/**
 * Which grants are looked for.
 *
 * @param text part of a server's name, an address, a reason or a ticket; empty for all
 * @param states any of them; empty for all
 * @param person whose they are; {@code null} for anybody's
 * @param servers those of these servers count, too, whoever's they are; with no person
 * and none of them, all count
 */
record GrantFilter(String text, Set<GrantState> states, @Nullable PersonId person, Set<ServerId> servers) {

	GrantFilter {
		states = Set.copyOf(states);
		servers = Set.copyOf(servers);
	}

	Set<GrantState> anyStates() {
		return this.states.isEmpty() ? EnumSet.allOf(GrantState.class) : this.states;
	}

	String pattern() {
		return LikePattern.containing(this.text.strip());
	}

}

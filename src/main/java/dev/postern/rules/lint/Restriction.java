package dev.postern.rules.lint;

import java.util.List;
import java.util.stream.Stream;

import dev.postern.rules.Selector;

/**
 * What a conjunction of selectors at least restricts: identity, location or login.
 *
 * @param who who they are, or that they are machines
 * @param places those that tell where they come from
 * @param logins those that tell how they log in
 * @param closed whether not everybody in the world can log in like that
 */
record Restriction(boolean who, List<Selector> places, List<Selector> logins, boolean closed) {

	static final Restriction NONE = new Restriction(false, List.of(), List.of(), false);

	static final Restriction TO_CERTAIN = new Restriction(true, List.of(), List.of(), false);

	static Restriction toPlace(Selector place) {
		return new Restriction(false, List.of(place), List.of(), false);
	}

	static Restriction toLogin(Selector login, boolean closed) {
		return new Restriction(false, List.of(), List.of(login), closed);
	}

	static Restriction combined(List<Restriction> all) {
		return new Restriction(all.stream().anyMatch(Restriction::who),
				all.stream().flatMap((one) -> one.places.stream()).distinct().toList(),
				all.stream().flatMap((one) -> one.logins.stream()).distinct().toList(),
				all.stream().anyMatch(Restriction::closed));
	}

	boolean byPlace() {
		return !this.places.isEmpty();
	}

	boolean byLogin() {
		return !this.logins.isEmpty();
	}

	/**
	 * Attributes the restriction to one selector, for example to the group that contains
	 * it.
	 */
	Restriction attributedTo(Selector selector) {
		return new Restriction(this.who, Stream.of(selector).filter((_) -> byPlace()).toList(),
				Stream.of(selector).filter((_) -> byLogin()).toList(), this.closed);
	}

	/** How strong the restriction is; higher means fewer people. */
	int strength() {
		if (this.who) {
			return 6;
		}
		int login = this.closed ? 4 : 2;
		return (byLogin() ? login : 0) + (byPlace() ? 1 : 0);
	}

}

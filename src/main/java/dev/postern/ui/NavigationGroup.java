package dev.postern.ui;

import java.util.List;
import java.util.stream.Stream;

import dev.postern.identity.Person;
import dev.postern.identity.Role;

/**
 * What one link of the top bar leads to: an area, or several of one kind, of which the
 * first is opened and the others stand below the bar.
 */
record NavigationGroup(List<NavigationArea> areas) {

	private static final List<NavigationGroup> ALL = List.of(
			of(area("servers", Role.ADMIN), area("groups", Role.ADMIN), area("service-tokens", Role.ADMIN),
					area("tunnels", Role.ADMIN)),
			of(area("connect", Role.values()), area("grants", Role.values())),
			of(area("reachability", Role.ADMIN, Role.AUDITOR)), of(area("history", Role.ADMIN, Role.AUDITOR)),
			of(area("audit", Role.ADMIN, Role.AUDITOR)), of(area("people", Role.ADMIN, Role.AUDITOR)));

	static List<NavigationGroup> openTo(Person person) {
		return ALL.stream()
			.map((group) -> new NavigationGroup(
					group.areas.stream().filter((area) -> area.roles().stream().anyMatch(person::has)).toList()))
			.filter((group) -> !group.areas.isEmpty())
			.toList();
	}

	/** The area that the link of the top bar names and opens. */
	public NavigationArea first() {
		return this.areas.getFirst();
	}

	public boolean holds(String area) {
		return this.areas.stream().map(NavigationArea::code).anyMatch(area::equals);
	}

	private static NavigationGroup of(NavigationArea... areas) {
		return new NavigationGroup(Stream.of(areas).toList());
	}

	private static NavigationArea area(String code, Role... roles) {
		return new NavigationArea(code, "/" + code, List.of(roles));
	}

}

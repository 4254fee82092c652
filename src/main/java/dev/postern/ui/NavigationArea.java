package dev.postern.ui;

import java.util.List;
import java.util.Set;

import dev.postern.identity.Person;
import dev.postern.identity.Role;

/**
 * A part of the portal that stands in the top bar.
 *
 * @param code names its text and says which one is open
 */
record NavigationArea(String code, String path, Set<Role> roles) {

	private static final Set<Role> ADMINS = Set.of(Role.ADMIN);

	private static final Set<Role> READERS = Set.of(Role.ADMIN, Role.AUDITOR);

	private static final List<NavigationArea> ALL = List.of(new NavigationArea("servers", "/servers", ADMINS),
			new NavigationArea("groups", "/groups", ADMINS), new NavigationArea("tunnels", "/tunnels", ADMINS),
			new NavigationArea("service-tokens", "/service-tokens", ADMINS),
			new NavigationArea("connect", "/connect", Set.of(Role.values())),
			new NavigationArea("reachability", "/reachability", READERS),
			new NavigationArea("history", "/history", READERS), new NavigationArea("audit", "/audit", READERS),
			new NavigationArea("people", "/people", READERS));

	static List<NavigationArea> of(Person person) {
		return ALL.stream().filter((area) -> area.roles.stream().anyMatch(person::has)).toList();
	}

}

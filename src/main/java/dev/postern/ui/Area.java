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
record Area(String code, String path, Set<Role> roles) {

	private static final Set<Role> ADMINS = Set.of(Role.ADMIN);

	private static final Set<Role> READERS = Set.of(Role.ADMIN, Role.AUDITOR);

	private static final List<Area> ALL = List.of(new Area("servers", "/servers", ADMINS),
			new Area("groups", "/groups", ADMINS), new Area("tunnels", "/tunnels", ADMINS),
			new Area("service-tokens", "/service-tokens", ADMINS), new Area("connect", "/connect", Set.of(Role.values())),
			new Area("reachability", "/reachability", READERS), new Area("history", "/history", READERS),
			new Area("audit", "/audit", READERS), new Area("people", "/people", ADMINS));

	static List<Area> of(Person person) {
		return ALL.stream().filter((area) -> area.roles.stream().anyMatch(person::has)).toList();
	}

}

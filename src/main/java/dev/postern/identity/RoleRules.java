package dev.postern.identity;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.kernel.EmailAddress;

import org.springframework.stereotype.Component;

/** The settings that say who has which role. */
@Component
class RoleRules {

	private final Map<Role, List<RoleRule>> rules = new EnumMap<>(Role.class);

	RoleRules(IdentityProperties properties) {
		this.rules.put(Role.ADMIN, parse("postern.identity.roles.admin", properties.roles().admin()));
		this.rules.put(Role.AUDITOR, parse("postern.identity.roles.auditor", properties.roles().auditor()));
	}

	private static List<RoleRule> parse(String setting, List<String> entries) {
		return entries.stream().map((entry) -> RoleRule.parse(setting, entry)).toList();
	}

	/** The administrators whom the settings name by their addresses. */
	Set<EmailAddress> namedAdmins() {
		return this.rules.getOrDefault(Role.ADMIN, List.of())
			.stream()
			.filter(RoleRule.OfPerson.class::isInstance)
			.map((rule) -> ((RoleRule.OfPerson) rule).email())
			.collect(Collectors.toSet());
	}

	/** The roles of a person; just DEVELOPER when no entry names the person. */
	Set<Role> of(EmailAddress email, Set<String> groups) {
		EnumSet<Role> roles = EnumSet.noneOf(Role.class);
		this.rules.forEach((role, entries) -> {
			if (entries.stream().anyMatch((rule) -> rule.admits(email, groups))) {
				roles.add(role);
			}
		});
		return roles.isEmpty() ? EnumSet.of(Role.DEVELOPER) : roles;
	}

}

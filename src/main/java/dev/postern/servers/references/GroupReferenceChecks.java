package dev.postern.servers.references;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.postern.directory.Directory;
import dev.postern.directory.Directory.Standing;
import dev.postern.directory.groups.GroupReferences;
import dev.postern.rules.Policy;
import dev.postern.servers.checks.InputProblems;

import org.springframework.stereotype.Component;

/** Sees to it that the groups that policies refer to exist. */
@Component
public class GroupReferenceChecks {

	private final Directory directory;

	GroupReferenceChecks(Directory directory) {
		this.directory = directory;
	}

	public void check(List<Policy> policies, InputProblems problems) {
		Map<String, UUID> named = PlacedSelector.named(policies, GroupReferences::of);
		Map<UUID, Standing> standings = this.directory.standings(Set.copyOf(named.values()));
		named.forEach((path, group) -> {
			String field = path + ".group.id";
			switch (standings.getOrDefault(group, Standing.UNKNOWN)) {
				case UNKNOWN -> problems.reject(field, group.toString(), "policies.group-unknown");
				case BEING_REMOVED -> problems.reject(field, group.toString(), "policies.group-being-removed");
				case USABLE -> {
				}
			}
		});
	}

}

package dev.postern.servers;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.postern.directory.Directory;
import dev.postern.directory.GroupReferences;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;

import org.springframework.stereotype.Component;

/** Sees to it that the groups that policies refer to exist. */
@Component
class GroupReferenceChecks {

	private final Directory directory;

	GroupReferenceChecks(Directory directory) {
		this.directory = directory;
	}

	void check(List<Policy> policies, Findings findings) {
		for (int i = 0; i < policies.size(); i++) {
			Policy policy = policies.get(i);
			check(policy.include(), "policies[%d].include".formatted(i), findings);
			check(policy.require(), "policies[%d].require".formatted(i), findings);
			check(policy.exclude(), "policies[%d].exclude".formatted(i), findings);
		}
	}

	private void check(List<Selector> selectors, String path, Findings findings) {
		for (int i = 0; i < selectors.size(); i++) {
			Optional<UUID> group = GroupReferences.of(selectors.get(i));
			if (group.isPresent()) {
				check(group.get(), "%s[%d].group.id".formatted(path, i), findings);
			}
		}
	}

	private void check(UUID group, String field, Findings findings) {
		switch (this.directory.standing(group)) {
			case UNKNOWN -> findings.found(field, group.toString(), "policies.group-unknown");
			case BEING_REMOVED -> findings.found(field, group.toString(), "policies.group-being-removed");
			case USABLE -> {
			}
		}
	}

}

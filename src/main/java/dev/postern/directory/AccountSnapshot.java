package dev.postern.directory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * All Access groups and identity providers of the account at one time.
 *
 * @param groups those that are not Postern's, by name
 * @param providers by name
 */
public record AccountSnapshot(Instant takenAt, List<KnownGroup> groups, List<KnownProvider> providers) {

	public AccountSnapshot {
		groups = groups.stream().sorted(Comparator.comparing(KnownGroup::name)).toList();
		providers = providers.stream().sorted(Comparator.comparing(KnownProvider::name)).toList();
	}

	public Optional<KnownGroup> group(UUID id) {
		return this.groups.stream().filter((group) -> group.id().equals(id)).findFirst();
	}

}

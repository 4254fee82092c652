package dev.postern.reconcile.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.postern.directory.groups.GroupReferences;
import dev.postern.rules.Policy;

/**
 * Which Access group each of Postern's groups is at Cloudflare, at one time.
 *
 * @param standing Cloudflare's ids by Postern's
 * @param awaited the names of those that do not stand, by Postern's id
 */
public record GroupTranslation(Map<UUID, UUID> standing, Map<UUID, String> awaited) {

	public GroupTranslation {
		standing = Map.copyOf(standing);
		awaited = Map.copyOf(awaited);
	}

	/** The same policies, as Cloudflare has to be told them. */
	public List<Policy> toCloudflare(List<Policy> policies) {
		return GroupReferences.replaced(policies, this.standing);
	}

	/**
	 * A group that policies refer to and that does not stand. Without it they must not go
	 * to Cloudflare, since leaving out a condition could let somebody in.
	 */
	public Optional<String> awaitedBy(List<Policy> policies) {
		return GroupReferences.in(policies)
			.stream()
			.flatMap((id) -> Optional.ofNullable(this.awaited.get(id)).stream())
			.findFirst();
	}

}

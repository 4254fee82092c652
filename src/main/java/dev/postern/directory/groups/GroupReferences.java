package dev.postern.directory.groups;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import tools.jackson.databind.node.ObjectNode;

/** Which groups policies refer to, by Postern's id or by Cloudflare's. */
public final class GroupReferences {

	private static final String GROUP = "group";

	private GroupReferences() {
	}

	public static Set<UUID> in(List<Policy> policies) {
		Set<UUID> ids = new LinkedHashSet<>();
		policies.stream()
			.flatMap((policy) -> Stream.of(policy.include(), policy.require(), policy.exclude()))
			.flatMap(List::stream)
			.forEach((selector) -> of(selector).ifPresent(ids::add));
		return ids;
	}

	/** The group that one condition refers to. */
	public static Optional<UUID> of(Selector selector) {
		return switch (selector) {
			case Selector.Group(var id) -> Optional.of(id);
			case Selector.Other(var raw) -> id(raw.path(GROUP).path("id").stringValue(""));
			default -> Optional.empty();
		};
	}

	/** The same policies with other ids in place of some. */
	public static List<Policy> replaced(List<Policy> policies, Map<UUID, UUID> ids) {
		return policies.stream()
			.map((policy) -> new Policy(policy.name(), policy.decision(), all(policy.include(), ids),
					all(policy.require(), ids), all(policy.exclude(), ids), policy.terms(), policy.more()))
			.toList();
	}

	private static List<Selector> all(List<Selector> selectors, Map<UUID, UUID> ids) {
		return selectors.stream()
			.map((selector) -> of(selector).flatMap((id) -> Optional.ofNullable(ids.get(id)))
				.map((id) -> with(selector, id))
				.orElse(selector))
			.toList();
	}

	private static Selector with(Selector selector, UUID id) {
		if (selector instanceof Selector.Other(var raw) && raw.deepCopy() instanceof ObjectNode copy
				&& copy.path(GROUP) instanceof ObjectNode group) {
			group.put("id", id.toString());
			return new Selector.Other(copy);
		}
		return new Selector.Group(id);
	}

	private static Optional<UUID> id(String text) {
		try {
			return Optional.of(UUID.fromString(text));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}

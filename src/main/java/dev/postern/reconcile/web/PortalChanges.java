package dev.postern.reconcile.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import dev.postern.servers.ConfigReaders;
import dev.postern.servers.Server;
import dev.postern.servers.ServerSpec;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Says what an edit changes that Cloudflare hears nothing of, and what follows. */
@Component
class PortalChanges {

	private static final Set<String> IN_CONFIGS = Set.of("name", "loginUser");

	private final ConfigReaders readers;

	PortalChanges(ConfigReaders readers) {
		this.readers = readers;
	}

	/**
	 * What would be different.
	 * @param before the server that is edited; {@code null} for a new one
	 */
	PortalView of(@Nullable Server before, ServerSpec after) {
		if (before == null) {
			return new PortalView(List.of(), this.readers.of(after), false, true);
		}
		List<PortalChange> changes = new ArrayList<>();
		compare("name", before.spec(), after, ServerSpec::name, changes);
		compare("loginUser", before.spec(), after, ServerSpec::loginUser, changes);
		compare("description", before.spec(), after, ServerSpec::description, changes);
		compare("tags", before.spec(), after, (spec) -> String.join(", ", spec.tags()), changes);
		boolean inConfigs = before.appliedGeneration() > 0
				&& changes.stream().anyMatch((change) -> IN_CONFIGS.contains(change.field()));
		return new PortalView(changes, inConfigs ? this.readers.of(after) : 0, before.spec().equals(after), false);
	}

	private static void compare(String field, ServerSpec before, ServerSpec after, Function<ServerSpec, String> value,
			List<PortalChange> changes) {
		if (!value.apply(before).equals(value.apply(after))) {
			changes.add(new PortalChange(field, value.apply(before), value.apply(after)));
		}
	}

	/**
	 * What only the portal keeps.
	 *
	 * @param changes none for a new server
	 * @param people whose ssh config names the server, or will
	 * @param same whether nothing at all is different, at Cloudflare neither
	 * @param added whether the server is new
	 */
	record PortalView(List<PortalChange> changes, int people, boolean same, boolean added) {

		PortalView {
			changes = List.copyOf(changes);
		}

	}

	/**
	 * A value that only the portal keeps.
	 *
	 * @param field as the form and the API call it
	 */
	record PortalChange(String field, String before, String after) {
	}

}

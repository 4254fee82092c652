package dev.postern.history;

import java.util.List;

import dev.postern.cloudflare.model.AccessRequestPage;
import tools.jackson.databind.node.ObjectNode;

/**
 * A part of Cloudflare's log as rows to store.
 *
 * @param logins rows of {@code login_event}
 * @param unreadable rows of {@code unreadable_login}
 */
record EntryRows(List<ObjectNode> logins, List<ObjectNode> unreadable) {

	static EntryRows of(AccessRequestPage part, Attribution attribution) {
		return new EntryRows(part.requests().stream().map((request) -> LoginRow.of(request, attribution)).toList(),
				part.unreadable().stream().map(UnreadableRow::of).toList());
	}

}

package dev.postern.cloudflare.model;

import java.util.List;

/**
 * A part of Cloudflare's login log.
 *
 * @param requests the entries that can be read, in the order of the log
 * @param unreadable the others
 */
public record AccessRequestPage(List<AccessRequest> requests, List<UnreadableAccessRequest> unreadable) {

	public AccessRequestPage {
		requests = List.copyOf(requests);
		unreadable = List.copyOf(unreadable);
	}

	/** How many entries Cloudflare gave. */
	public int size() {
		return this.requests.size() + this.unreadable.size();
	}

}

package dev.postern.servers.bulk;

import java.util.List;

/**
 * What somebody entered to become different on many servers, unchecked; what is empty
 * stays as it is.
 */
public record BulkWishes(List<String> addTags, List<String> removeTags, String loginUser, String sessionDuration) {

	public BulkWishes {
		addTags = List.copyOf(addTags);
		removeTags = List.copyOf(removeTags);
	}

}

package dev.postern.cloudflare;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.postern.cloudflare.AccessClient.TagBody;
import dev.postern.cloudflare.CloudflareException.Missing;
import dev.postern.cloudflare.CloudflareException.Rejected;
import dev.postern.cloudflare.CloudflareException.Unavailable;

/** The tags of Access applications; those that were seen are not asked for again. */
class AccessTags {

	private static final int PAGE = 1000;

	private final AccountId account;

	private final AccessClient access;

	private final Set<String> seen = ConcurrentHashMap.newKeySet();

	AccessTags(AccountId account, AccessClient access) {
		this.account = account;
		this.access = access;
	}

	void ensure(String name) {
		if (this.seen.contains(name)) {
			return;
		}
		if (!isListed(name)) {
			make(name);
		}
		this.seen.add(name);
	}

	/** Somebody may have removed one. */
	void forget() {
		this.seen.clear();
	}

	/** A tag that is there after all is as good as made, whoever made it. */
	private void make(String name) {
		try {
			this.access.createTag(this.account, new TagBody(name));
		}
		catch (Rejected | Unavailable ex) {
			if (!exists(name)) {
				throw ex;
			}
		}
	}

	/** A list may leave out a tag that the account has. */
	private boolean exists(String name) {
		try {
			this.access.tag(this.account, name);
			return true;
		}
		catch (Missing | Rejected ex) {
			return isListed(name);
		}
	}

	private boolean isListed(String name) {
		return PageReader.readAll("tags", PAGE, TagBody::name, (page) -> this.access.tags(this.account, page, PAGE))
			.contains(new TagBody(name));
	}

}

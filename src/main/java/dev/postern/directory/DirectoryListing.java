package dev.postern.directory;

import java.util.List;

import dev.postern.directory.groups.Group;
import dev.postern.tunnels.MaybeStale;

/**
 * What a policy may name.
 *
 * @param own the groups that Postern keeps and that are not being removed, by name
 * @param account what the account has, as fresh as a person wants it, or else as last
 * known
 */
public record DirectoryListing(List<Group> own, MaybeStale<AccountSnapshot> account) {

	public DirectoryListing {
		own = List.copyOf(own);
	}

	/** The account's own groups, as far as known. */
	public List<KnownGroup> accountGroups() {
		AccountSnapshot last = this.account.last();
		return (last != null) ? last.groups() : List.of();
	}

	/** The ways to log in, as far as known. */
	public List<KnownProvider> providers() {
		AccountSnapshot last = this.account.last();
		return (last != null) ? last.providers() : List.of();
	}

}

package dev.postern.connect.reachability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.evaluation.Access;

/**
 * Whether people get in whom Postern does not know.
 *
 * @param anybody the answer for somebody whom no policy names, nor the domain
 * @param domains the answer for somebody else at each domain that a policy names
 */
public record Others(Access anybody, SortedMap<String, Access> domains) {

	/** A domain that nobody has an address at (RFC 2606). */
	static final String NOWHERE = "nowhere.invalid";

	private static final String SOMEBODY = "somebody-whom-postern-does-not-know@";

	public Others(Access anybody, Map<String, Access> domains) {
		this(anybody, new TreeMap<>(domains));
	}

	/** An address that stands for all at a domain whom nobody named. */
	static EmailAddress at(String domain) {
		return EmailAddress.of(SOMEBODY + domain);
	}

	/** The domains with this answer, where it is another one than for anybody. */
	public List<String> domainsThat(AccessVerdict verdict) {
		List<String> found = new ArrayList<>();
		this.domains.forEach((domain, access) -> {
			if (AccessVerdict.of(access) == verdict && AccessVerdict.of(this.anybody) != verdict) {
				found.add(domain);
			}
		});
		return found;
	}

}

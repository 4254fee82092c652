package dev.postern.connect.certificates;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.postern.connect.reachability.AccessVerdict;
import dev.postern.connect.reachability.Reach;
import dev.postern.connect.reachability.ServerReach;
import dev.postern.kernel.EmailAddress;

/**
 * Whom a server could take for somebody else, because certificates leave out the domains
 * of people.
 *
 * @param shared the names that several of those who get in share, with their addresses
 * @param domains the domains at which people get in
 * @param anybody whether somebody at any domain gets in, or may
 */
public record NameRisks(SortedMap<String, List<EmailAddress>> shared, SortedSet<String> domains, boolean anybody) {

	/** More are counted, not named. */
	private static final int MOST_NAMED = 20;

	public NameRisks {
		shared = Collections.unmodifiableSortedMap(new TreeMap<>(shared));
		domains = Collections.unmodifiableSortedSet(new TreeSet<>(domains));
	}

	/** What the policies of a server lead to. */
	static NameRisks of(ServerReach reach) {
		List<EmailAddress> in = people(reach);
		TreeSet<String> domains = in.stream().map(EmailAddress::domain).collect(Collectors.toCollection(TreeSet::new));
		reach.others().domains().forEach((domain, access) -> {
			if (AccessVerdict.of(access) != AccessVerdict.DENIED) {
				domains.add(domain);
			}
		});
		TreeMap<String, List<EmailAddress>> shared = new TreeMap<>(
				in.stream().collect(Collectors.groupingBy(Principals::localPart)));
		shared.values().removeIf((same) -> same.size() < 2);
		return new NameRisks(shared, domains, AccessVerdict.of(reach.others().anybody()) != AccessVerdict.DENIED);
	}

	/** Those known who get in, or may. */
	static List<EmailAddress> people(ServerReach reach) {
		return reach.people()
			.stream()
			.filter((one) -> one.verdict() != AccessVerdict.DENIED)
			.map((Reach one) -> one.person().email())
			.toList();
	}

	/** Whether two people could come by the same name. */
	public boolean isAny() {
		return !this.shared.isEmpty() || this.domains.size() > 1 || this.anybody;
	}

	/** The first of the names that are shared, each with its addresses. */
	public List<String> told() {
		return this.shared.entrySet()
			.stream()
			.limit(MOST_NAMED)
			.map((one) -> "%s (%s)".formatted(one.getKey(),
					one.getValue().stream().map(EmailAddress::value).collect(Collectors.joining(", "))))
			.toList();
	}

}

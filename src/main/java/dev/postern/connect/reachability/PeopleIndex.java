package dev.postern.connect.reachability;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.postern.kernel.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * All known people, indexed by what policies can name: address, domain and group. A set
 * of people is a set of their positions in the list.
 */
final class PeopleIndex {

	private final List<KnownPerson> people;

	private final Map<EmailAddress, Integer> numbers = new HashMap<>();

	private final Map<String, BitSet> domains = new HashMap<>();

	private final Map<String, BitSet> groups = new HashMap<>();

	private final BitSet withGroups = new BitSet();

	PeopleIndex(Collection<KnownPerson> people) {
		this.people = List.copyOf(people);
		for (int i = 0; i < this.people.size(); i++) {
			add(i, this.people.get(i));
		}
	}

	List<KnownPerson> people() {
		return this.people;
	}

	/**
	 * Divides all people into classes; the policies give everybody in a class the same
	 * answer.
	 */
	List<BitSet> equivalenceClasses(PolicySubjects subjects) {
		BitSet others = new BitSet();
		others.set(0, this.people.size());
		Map<BitSet, BitSet> byLists = new HashMap<>();
		subjects.people().forEach((email, lists) -> {
			Integer number = this.numbers.get(email);
			if (number != null) {
				others.clear(number);
				byLists.computeIfAbsent(lists, (_) -> new BitSet()).set(number);
			}
		});
		List<BitSet> parts = Stream.concat(Stream.of(others), byLists.values().stream()).toList();
		for (String domain : subjects.domains()) {
			parts = split(parts, this.domains.get(domain));
		}
		if (!subjects.memberships().isEmpty()) {
			parts = split(parts, this.withGroups);
			for (String group : subjects.memberships()) {
				parts = split(parts, this.groups.get(group));
			}
		}
		return parts.stream().filter((part) -> !part.isEmpty()).toList();
	}

	private void add(int number, KnownPerson person) {
		this.numbers.put(person.email(), number);
		this.domains.computeIfAbsent(person.email().domain(), (_) -> new BitSet()).set(number);
		Set<String> groups = person.groups();
		if (groups != null) {
			this.withGroups.set(number);
			groups.forEach((group) -> this.groups.computeIfAbsent(group, (_) -> new BitSet()).set(number));
		}
	}

	private static List<BitSet> split(List<BitSet> parts, @Nullable BitSet by) {
		if (by == null) {
			return parts;
		}
		List<BitSet> smaller = new ArrayList<>();
		for (BitSet part : parts) {
			BitSet within = (BitSet) part.clone();
			within.and(by);
			if (within.isEmpty() || within.equals(part)) {
				smaller.add(part);
			}
			else {
				BitSet without = (BitSet) part.clone();
				without.andNot(by);
				smaller.add(within);
				smaller.add(without);
			}
		}
		return smaller;
	}

}

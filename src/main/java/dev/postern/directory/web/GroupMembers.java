package dev.postern.directory.web;

import java.util.List;
import java.util.stream.Stream;

import dev.postern.directory.groups.Group;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import dev.postern.ui.CountryNames;

/**
 * Who is in a group, as a page tells it.
 *
 * @param countries by name
 * @param others other rules of include, in JSON
 * @param require what must hold as well, in JSON
 * @param except who is not in it: addresses, and other rules in JSON
 */
record GroupMembers(List<String> people, List<String> domains, List<String> countries, List<String> ranges,
		List<String> others, List<String> require, List<String> except) {

	static GroupMembers of(Group group, CountryNames names) {
		RuleGroup rules = group.spec().rules();
		return new GroupMembers(values(rules, MemberKind.PERSON), values(rules, MemberKind.DOMAIN),
				values(rules, MemberKind.COUNTRY).stream().map(names::of).sorted().toList(),
				values(rules, MemberKind.RANGE),
				rules.include()
					.stream()
					.filter((selector) -> MemberKind.of(selector) == null)
					.map(GroupMembers::json)
					.toList(),
				rules.require().stream().map(GroupMembers::json).toList(),
				rules.exclude()
					.stream()
					.map((selector) -> (selector instanceof Selector.Email(var email)) ? email.value() : json(selector))
					.toList());
	}

	/** A few words for a row of a table. */
	List<String> first(int most) {
		return Stream
			.of(this.people, this.domains.stream().map((domain) -> "@" + domain).toList(), this.countries, this.ranges,
					this.others)
			.flatMap(List::stream)
			.limit(most)
			.toList();
	}

	int count() {
		return this.people.size() + this.domains.size() + this.countries.size() + this.ranges.size()
				+ this.others.size();
	}

	private static List<String> values(RuleGroup rules, MemberKind kind) {
		return rules.include().stream().map(kind::value).flatMap(Stream::ofNullable).sorted().toList();
	}

	private static String json(Selector selector) {
		return PolicyCodec.write(selector).toString();
	}

}

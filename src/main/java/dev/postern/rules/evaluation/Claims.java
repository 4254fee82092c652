package dev.postern.rules.evaluation;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.rules.Selector;
import org.jspecify.annotations.Nullable;

/**
 * Groups and attributes that an identity provider asserts of a person.
 *
 * @param groups all groups of the person: names at Okta, ids at Entra, addresses at
 * Google, {@code organisation} and {@code organisation/team} at GitHub; {@code null} when
 * not known
 * @param attributes all values of the claims or attributes that are known, by their name
 */
public record Claims(@Nullable Set<String> groups, Map<String, Set<String>> attributes) {

	public Claims {
		groups = (groups != null) ? Set.copyOf(groups) : null;
		attributes = attributes.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, (entry) -> Set.copyOf(entry.getValue())));
	}

	/** Claims with a complete list of groups and unknown attributes. */
	public static Claims ofGroups(Set<String> groups) {
		return new Claims(groups, Map.of());
	}

	/** Whether the claims satisfy a selector. */
	Truth satisfies(Selector.OfProvider selector) {
		return switch (selector) {
			case Selector.OktaGroup(var _, var name) -> in(this.groups, name);
			case Selector.EntraGroup(var _, var id) -> in(this.groups, id.toString());
			case Selector.GoogleGroup(var _, var email) -> in(this.groups, email.value());
			case Selector.GitHubOrganization(var _, var name, var team) ->
				in(this.groups, (team != null) ? name + "/" + team : name);
			case Selector.SamlAttribute(var _, var name, var value) -> in(this.attributes.get(name), value);
			case Selector.OidcClaim(var _, var name, var value) -> in(this.attributes.get(name), value);
			case Selector.AuthContext _ -> Truth.UNKNOWN;
		};
	}

	private static Truth in(@Nullable Set<String> values, String value) {
		return (values != null) ? Truth.of(values.contains(value)) : Truth.UNKNOWN;
	}

}

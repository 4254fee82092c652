package dev.postern.connect.reachability;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.Policy;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import org.jspecify.annotations.Nullable;

/**
 * The people, domains and groups that the policies of a server name. The policies cannot
 * distinguish people who agree in all of them, so that these share one answer.
 */
final class PolicySubjects {

	private static final String NOT_NAMED = "";

	private final Map<UUID, RuleGroup> groups;

	private final @Nullable UUID provider;

	private final Map<EmailAddress, BitSet> people = new TreeMap<>();

	private final Set<String> domains = new HashSet<>();

	private final Set<String> memberships = new LinkedHashSet<>();

	private final Set<UUID> seenGroups = new HashSet<>();

	/** Access groups that policies name and that are still to be read. */
	private final Queue<RuleGroup> unreadGroups = new ArrayDeque<>();

	private int lists;

	/**
	 * Reads policies.
	 * @param groups the Access groups whose rules are known
	 * @param provider the identity provider whose groups are known
	 */
	PolicySubjects(List<Policy> policies, Map<UUID, RuleGroup> groups, @Nullable UUID provider) {
		this.groups = groups;
		this.provider = provider;
		policies.forEach((policy) -> note(policy.include(), policy.require(), policy.exclude()));
		while (!this.unreadGroups.isEmpty()) {
			RuleGroup rules = this.unreadGroups.remove();
			note(rules.include(), rules.require(), rules.exclude());
		}
	}

	/**
	 * The people whom the policies name by address, each with the numbers of the lists
	 * that name them. Lists do not distinguish people who stand in the same ones.
	 */
	Map<EmailAddress, BitSet> people() {
		return this.people;
	}

	/** The domains that the policies name. */
	Set<String> domains() {
		return this.domains;
	}

	/** The provider's groups that the policies name, as {@code Claims} spells them. */
	Set<String> memberships() {
		return this.memberships;
	}

	/** By what the policies distinguish a person from others. */
	SubjectKey keyOf(EmailAddress email, @Nullable Set<String> groups) {
		return new SubjectKey(address(email),
				(this.memberships.isEmpty() || groups == null) ? null : membershipsOf(groups));
	}

	private String address(EmailAddress email) {
		if (this.people.containsKey(email)) {
			return email.value();
		}
		if (this.domains.isEmpty()) {
			return NOT_NAMED;
		}
		String domain = email.domain();
		return this.domains.contains(domain) ? domain : NOT_NAMED;
	}

	private BitSet membershipsOf(Set<String> groups) {
		BitSet member = new BitSet(this.memberships.size());
		int i = 0;
		for (String name : this.memberships) {
			member.set(i++, groups.contains(name));
		}
		return member;
	}

	private void note(List<Selector> include, List<Selector> require, List<Selector> exclude) {
		note(include);
		note(require);
		note(exclude);
	}

	private void note(List<Selector> selectors) {
		int list = this.lists++;
		selectors.forEach((selector) -> note(selector, list));
	}

	private void note(Selector selector, int list) {
		switch (selector) {
			case Selector.Email(var email) -> this.people.computeIfAbsent(email, (_) -> new BitSet()).set(list);
			case Selector.EmailDomain(var domain) -> this.domains.add(domain);
			case Selector.Group(var id) -> {
				RuleGroup rules = this.groups.get(id);
				if (rules != null && this.seenGroups.add(id)) {
					this.unreadGroups.add(rules);
				}
			}
			case Selector.OfProvider bound -> {
				if (bound.provider().equals(this.provider)) {
					note(bound);
				}
			}
			case Selector.EmailList _, Selector.Everyone _, Selector.IpRange _, Selector.IpList _, Selector.Country _,
					Selector.LoginMethod _, Selector.ServiceToken _, Selector.AnyServiceToken _, Selector.Certificate _,
					Selector.CommonName _, Selector.AuthMethod _, Selector.DevicePosture _,
					Selector.ExternalEvaluation _, Selector.LinkedAppToken _, Selector.UserRisk _,
					Selector.AccountMember _, Selector.Other _ ->
				{
				}
		}
	}

	/** Groups by the names that {@link dev.postern.rules.Claims} knows them by. */
	private void note(Selector.OfProvider bound) {
		switch (bound) {
			case Selector.OktaGroup(var _, var name) -> this.memberships.add(name);
			case Selector.EntraGroup(var _, var id) -> this.memberships.add(id.toString());
			case Selector.GoogleGroup(var _, var email) -> this.memberships.add(email.value());
			case Selector.GitHubOrganization(var _, var name, var team) -> {
				this.memberships.add(name);
				if (team != null) {
					this.memberships.add(name + "/" + team);
				}
			}
			case Selector.SamlAttribute _, Selector.OidcClaim _, Selector.AuthContext _ -> {
			}
		}
	}

	/**
	 * By what the policies distinguish people: those with equal keys get the same answer.
	 *
	 * @param address the whole address or its domain, where one is named
	 * @param memberships in which of the groups that are named they are; {@code null}
	 * when that is not known or no group is named
	 */
	record SubjectKey(String address, @Nullable BitSet memberships) {
	}

}

package dev.postern.rules;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.postern.kernel.EmailAddress;
import tools.jackson.databind.JsonNode;

/**
 * A moment at which a person comes, all of it known. Judges policies in the plainest way,
 * as a second opinion on {@link Access}.
 */
record World(EmailAddress email, String country, String address, Set<JsonNode> holding) {

	private static final Map<String, Boolean> IN_RANGE = new ConcurrentHashMap<>();

	static List<World> all(EmailAddress email, List<String> countries, List<String> addresses, List<JsonNode> others) {
		List<World> worlds = new ArrayList<>();
		for (String country : countries) {
			for (String address : addresses) {
				for (int bits = 0; bits < (1 << others.size()); bits++) {
					Set<JsonNode> holding = new HashSet<>();
					for (int i = 0; i < others.size(); i++) {
						if ((bits & (1 << i)) != 0) {
							holding.add(others.get(i));
						}
					}
					worlds.add(new World(email, country, address, holding));
				}
			}
		}
		return worlds;
	}

	boolean letsIn(List<Policy> policies) {
		for (Policy policy : policies) {
			if (policy.decision() == Decision.BYPASS || policy.decision() == Decision.NON_IDENTITY) {
				if (matches(policy, false)) {
					return true;
				}
			}
		}
		for (Policy policy : policies) {
			if (policy.decision() == Decision.ALLOW || policy.decision() == Decision.DENY) {
				if (matches(policy, true)) {
					return policy.decision() == Decision.ALLOW;
				}
			}
		}
		return false;
	}

	private boolean matches(Policy policy, boolean loggedIn) {
		for (Selector selector : policy.exclude()) {
			if (holds(selector, loggedIn)) {
				return false;
			}
		}
		for (Selector selector : policy.require()) {
			if (!holds(selector, loggedIn)) {
				return false;
			}
		}
		for (Selector selector : policy.include()) {
			if (holds(selector, loggedIn)) {
				return true;
			}
		}
		return false;
	}

	private boolean holds(Selector selector, boolean loggedIn) {
		if (selector instanceof Selector.Email(var person)) {
			return loggedIn && person.value().equals(this.email.value());
		}
		if (selector instanceof Selector.EmailDomain(var domain)) {
			return loggedIn && this.email.value().endsWith("@" + domain);
		}
		if (selector instanceof Selector.Country(var code)) {
			return code.equals(this.country);
		}
		if (selector instanceof Selector.IpRange(var cidr)) {
			return IN_RANGE.computeIfAbsent(this.address + " in " + cidr, (key) -> inRange(cidr));
		}
		return selector instanceof Selector.Everyone
				|| (selector instanceof Selector.Other(var raw) && this.holding.contains(raw));
	}

	private boolean inRange(String cidr) {
		int slash = cidr.indexOf('/');
		boolean[] network = bits(cidr.substring(0, slash));
		boolean[] mine = bits(this.address);
		int prefix = Integer.parseInt(cidr.substring(slash + 1));
		return network.length == mine.length
				&& Arrays.equals(Arrays.copyOf(network, prefix), Arrays.copyOf(mine, prefix));
	}

	private static boolean[] bits(String address) {
		try {
			byte[] bytes = InetAddress.getByName(address).getAddress();
			boolean[] bits = new boolean[bytes.length * 8];
			for (int i = 0; i < bits.length; i++) {
				bits[i] = (bytes[i / 8] >> (7 - i % 8) & 1) == 1;
			}
			return bits;
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

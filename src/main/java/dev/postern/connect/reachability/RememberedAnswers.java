package dev.postern.connect.reachability;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.postern.kernel.ServerId;
import dev.postern.rules.Policy;
import dev.postern.rules.RuleGroup;
import dev.postern.servers.ApplicationType;
import dev.postern.servers.Server;

import org.springframework.stereotype.Component;

/**
 * Whom the policies of servers let in, as long as neither they nor the groups that they
 * name change, since every look at who reaches what asks for all servers.
 */
@Component
class RememberedAnswers {

	private static final int MOST_SERVERS = 2_000;

	private final IdentityFactory identities;

	private volatile Before before = new Before(Map.of());

	RememberedAnswers(IdentityFactory identities) {
		this.identities = identities;
	}

	/** What was worked out with these rules of Access groups. */
	Before with(Map<UUID, RuleGroup> groups) {
		Before last = this.before;
		if (last.groups.equals(groups)) {
			return last;
		}
		Before fresh = new Before(Map.copyOf(groups));
		this.before = fresh;
		return fresh;
	}

	/** All answers for the same rules of groups. */
	final class Before {

		private final Map<UUID, RuleGroup> groups;

		private final Map<ServerId, Known> known = new ConcurrentHashMap<>();

		private Before(Map<UUID, RuleGroup> groups) {
			this.groups = groups;
		}

		/**
		 * Whom a server lets in.
		 * @param policies its own, with the one for those who are let in for a while
		 */
		PolicyAnswers to(Server server, List<Policy> policies) {
			Known last = this.known.get(server.id());
			if (last != null && last.isOf(server, policies) && !last.answers().spent()) {
				return last.answers();
			}
			PolicyAnswers answers = PolicyAnswers.to(server, policies, this.groups, RememberedAnswers.this.identities);
			if (last == null && this.known.size() >= MOST_SERVERS) {
				this.known.clear();
			}
			this.known.put(server.id(), new Known(policies, server.spec().applicationType(), answers));
			return answers;
		}

	}

	private record Known(List<Policy> policies, ApplicationType type, PolicyAnswers answers) {

		boolean isOf(Server server, List<Policy> now) {
			return this.type == server.spec().applicationType() && this.policies.equals(now);
		}

	}

}

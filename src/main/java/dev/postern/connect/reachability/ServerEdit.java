package dev.postern.connect.reachability;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.postern.connect.reachability.AccessEdit.Effect;
import dev.postern.kernel.EmailAddress;
import dev.postern.servers.Server;

/**
 * Those for whom an edit of a group changes something at one server.
 *
 * @param people who are known
 * @param domains those at domains, as far as they are not known and it is not the same
 * for anybody
 * @param anybody whoever else there is
 */
public record ServerEdit(Server server, Map<Effect, SortedMap<EmailAddress, AccessEdit>> people,
		Map<Effect, SortedMap<String, AccessEdit>> domains, Map<Effect, AccessEdit> anybody) {

	public SortedMap<EmailAddress, AccessEdit> people(Effect effect) {
		return this.people.getOrDefault(effect, new TreeMap<>());
	}

	public SortedMap<String, AccessEdit> domains(Effect effect) {
		return this.domains.getOrDefault(effect, new TreeMap<>());
	}

	/** Whether anybody is concerned. */
	boolean any() {
		return !(this.people.isEmpty() && this.domains.isEmpty() && this.anybody.isEmpty());
	}

	/** Whether anybody is who is not known. */
	public boolean concernsOthers() {
		return !(this.domains.isEmpty() && this.anybody.isEmpty());
	}

}

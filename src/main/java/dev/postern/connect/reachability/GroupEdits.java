package dev.postern.connect.reachability;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.connect.reachability.AccessEdit.Effect;
import dev.postern.directory.groups.Group;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;

import org.springframework.stereotype.Service;

/**
 * Who gains and who loses access when a group gets other rules, by the same evaluation
 * that {@link Reachability} uses.
 */
@Service
public class GroupEdits {

	private final Servers servers;

	private final EverybodyKnown people;

	private final CompiledServers compiledServers;

	GroupEdits(Servers servers, EverybodyKnown people, CompiledServers compiledServers) {
		this.servers = servers;
		this.people = people;
		this.compiledServers = compiledServers;
	}

	/** The servers for which it changes anything, by name. */
	public List<ServerEdit> of(Group group, RuleGroup after, Collection<ServerId> using) {
		List<Server> servers = this.servers.active(using);
		UUID id = group.id().value();
		List<CompiledServer> was = this.compiledServers.of(servers, id, group.spec().rules());
		List<CompiledServer> is = this.compiledServers.of(servers, id, after);
		Collection<KnownPerson> everybody = this.people.of(Stream.concat(was.stream(), is.stream()).toList(),
				Optional.empty());
		boolean elsewise = !withoutAddresses(group.spec().rules()).equals(withoutAddresses(after));
		return IntStream.range(0, servers.size())
			.mapToObj((i) -> edit(was.get(i), is.get(i), everybody, id, elsewise))
			.filter(ServerEdit::any)
			.toList();
	}

	private static ServerEdit edit(CompiledServer was, CompiledServer is, Collection<KnownPerson> everybody, UUID group,
			boolean elsewise) {
		Map<Effect, SortedMap<EmailAddress, AccessEdit>> people = new EnumMap<>(Effect.class);
		for (KnownPerson person : everybody) {
			AccessEdit edit = new AccessEdit(was.access(person), is.access(person));
			people.computeIfAbsent(edit.effect(group, elsewise), (_) -> new TreeMap<>()).put(person.email(), edit);
		}
		AccessEdit anybody = edit(was, is, Others.NOWHERE);
		Effect ofAnybody = anybody.effect(group, elsewise);
		Map<Effect, SortedMap<String, AccessEdit>> domains = new EnumMap<>(Effect.class);
		Stream.concat(was.subjects().domains().stream(), is.subjects().domains().stream())
			.distinct()
			.forEach((domain) -> {
				AccessEdit edit = edit(was, is, domain);
				Effect effect = edit.effect(group, elsewise);
				if (effect != ofAnybody || !edit.verdicts().equals(anybody.verdicts())) {
					domains.computeIfAbsent(effect, (_) -> new TreeMap<>()).put(domain, edit);
				}
			});
		people.remove(Effect.NONE);
		domains.remove(Effect.NONE);
		return new ServerEdit(is.server(), people, domains,
				(ofAnybody == Effect.NONE) ? Map.of() : Map.of(ofAnybody, anybody));
	}

	private static AccessEdit edit(CompiledServer was, CompiledServer is, String domain) {
		return new AccessEdit(was.access(Others.at(domain), null), is.access(Others.at(domain), null));
	}

	/** What a group asks for that nobody's address tells. */
	private static RuleGroup withoutAddresses(RuleGroup rules) {
		return new RuleGroup(rest(rules.include()), rest(rules.require()), rest(rules.exclude()));
	}

	private static List<Selector> rest(List<Selector> selectors) {
		Predicate<Selector> tells = (selector) -> selector instanceof Selector.Email
				|| selector instanceof Selector.EmailDomain;
		return selectors.stream().filter(tells.negate()).toList();
	}

}

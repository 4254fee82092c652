package dev.postern.fake.watch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

import dev.postern.fake.account.Account;
import dev.postern.fake.api.Call;
import dev.postern.fake.edge.Edge;
import dev.postern.fake.kernel.DomainNames;
import dev.postern.fake.tunnels.IngressMatcher;
import dev.postern.kernel.Hostname;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks after every write that nothing became reachable without protection (I1) and that
 * what is not Postern's stayed as it was (I2).
 */
public final class InvariantWatch {

	private final Map<String, String> foreignObjects = new TreeMap<>();

	private final Map<UUID, ConfigurationSnapshot> foreignConfigurations = new LinkedHashMap<>();

	private final List<Violation> violations = new ArrayList<>();

	private final Set<String> reported = new HashSet<>();

	private Set<String> exposed = Set.of();

	public InvariantWatch() {
	}

	public synchronized List<Violation> violations() {
		return List.copyOf(this.violations);
	}

	/** Fails with a list of all that was broken. */
	public synchronized void assertNoViolations() {
		if (!this.violations.isEmpty()) {
			throw new AssertionError("Promises were broken:\n  "
					+ String.join("\n  ", this.violations.stream().map(Violation::toString).toList()));
		}
	}

	/** For try-with-resources: fails at the end when something was broken. */
	public Watched untilClosed() {
		return this::assertNoViolations;
	}

	/** Forgets what was broken so far, for tests that break promises on purpose. */
	public synchronized void forgive() {
		this.violations.clear();
		this.reported.clear();
	}

	/** Gives all that stands under a hostname to Postern, as an adoption does. */
	public synchronized void handOver(Hostname hostname) {
		this.foreignObjects.keySet().removeIf((name) -> name.endsWith("(" + hostname + ")"));
		this.foreignConfigurations.replaceAll((tunnel, snapshot) -> new ConfigurationSnapshot(
				snapshot.rules().stream().filter((rule) -> !rule.hostname().equals(hostname.value())).toList(),
				snapshot.top()));
	}

	/** Everything that is there now is foreign. */
	public synchronized void seal(Account account) {
		this.foreignObjects.clear();
		ObjectSnapshots.of(account).forEach((name, text) -> this.foreignObjects.put(name, text.get()));
		this.foreignConfigurations.clear();
		this.foreignConfigurations.putAll(ConfigurationSnapshot.all(account));
		this.exposed = new Edge(account).exposed();
	}

	public synchronized void reset() {
		forgive();
		this.foreignObjects.clear();
		this.foreignConfigurations.clear();
		this.exposed = Set.of();
	}

	/** Runs an edit of somebody else; what is new or changed by it is foreign. */
	public synchronized <T> T somebodyElse(Account account, Supplier<T> edit) {
		Set<String> objectsBefore = new HashSet<>(ObjectSnapshots.of(account).keySet());
		Map<UUID, ConfigurationSnapshot> configurationsBefore = ConfigurationSnapshot.all(account);
		try {
			return edit.get();
		}
		finally {
			Map<String, Supplier<String>> objects = ObjectSnapshots.of(account);
			this.foreignObjects.keySet().retainAll(objects.keySet());
			objects.forEach((name, text) -> {
				if (this.foreignObjects.containsKey(name) || !objectsBefore.contains(name)) {
					this.foreignObjects.put(name, text.get());
				}
			});
			Map<UUID, ConfigurationSnapshot> configurations = ConfigurationSnapshot.all(account);
			this.foreignConfigurations.keySet().retainAll(configurations.keySet());
			configurations
				.forEach((tunnel, snapshot) -> resealConfiguration(tunnel, configurationsBefore.get(tunnel), snapshot));
			this.exposed = new Edge(account).exposed();
		}
	}

	private void resealConfiguration(UUID tunnel, @Nullable ConfigurationSnapshot before, ConfigurationSnapshot after) {
		ConfigurationSnapshot sealed = this.foreignConfigurations.getOrDefault(tunnel,
				new ConfigurationSnapshot(List.of(), null));
		if (before != null && before.equals(after)) {
			if (before.top() == null) {
				this.foreignConfigurations.put(tunnel, after);
			}
			return;
		}
		List<ConfigurationSnapshot.Rule> ours = (before != null) ? before.rulesBeside(sealed.rules()) : List.of();
		Set<String> ourHostnames = ConfigurationSnapshot.hostnames(ours);
		List<ConfigurationSnapshot.Rule> foreign = after.rules()
			.stream()
			.filter((rule) -> !ours.contains(rule) && !ourHostnames.contains(rule.hostname()))
			.toList();
		this.foreignConfigurations.put(tunnel, new ConfigurationSnapshot(foreign, after.top()));
	}

	public synchronized void afterWrite(Account account, int position, Call call) {
		checkObjects(ObjectSnapshots.of(account), position, call);
		checkConfigurations(ConfigurationSnapshot.all(account), position, call);
		Set<String> now = new Edge(account).exposed();
		Set<String> opened = new LinkedHashSet<>(now);
		opened.removeAll(this.exposed);
		for (String hostname : opened) {
			this.violations.add(new Violation(position, "I1",
					"after %s %s anybody can reach %s: it is routed and ".formatted(call.method(), call.path(),
							hostname)
							+ "in DNS, but no Access application with an allow policy stands in front of it"));
		}
		this.exposed = now;
	}

	/**
	 * Whether a rule is for a name with a dot at its end, which no request asks for, so
	 * that the name without it is no business of the rule's.
	 */
	private static boolean isDead(String hostname, Optional<JsonNode> taker) {
		return hostname.endsWith(".")
				&& taker.filter((rule) -> rule.path("hostname").asString("").equals(hostname)).isEmpty();
	}

	private void checkObjects(Map<String, Supplier<String>> objects, int position, Call call) {
		this.foreignObjects.forEach((name, before) -> {
			String after = objects.containsKey(name) ? objects.get(name).get() : "nothing";
			if (!after.equals(before)) {
				foreign(position, call,
						"%s is not what it was\n    before: %s\n    after:  %s".formatted(name, before, after));
			}
		});
	}

	private void checkConfigurations(Map<UUID, ConfigurationSnapshot> configurations, int position, Call call) {
		this.foreignConfigurations.forEach((tunnel, sealed) -> {
			@Nullable ConfigurationSnapshot now = configurations.get(tunnel);
			if (now == null || (sealed.top() == null && sealed.rules().isEmpty())) {
				return;
			}
			ConfigurationSnapshot.@Nullable Rule missing = now.firstMissing(sealed.rules());
			if (missing != null) {
				foreign(position, call,
						"rule %s of tunnel %s is gone, changed or moved".formatted(missing.text(), tunnel));
			}
			if (!Objects.equals(sealed.top(), now.top())) {
				foreign(position, call, "settings of tunnel %s were changed\n    before: %s\n    after:  %s"
					.formatted(tunnel, sealed.top(), now.top()));
			}
			IngressMatcher matcherBefore = sealed.matcher();
			IngressMatcher matcherNow = now.matcher();
			for (String hostname : ConfigurationSnapshot.hostnames(sealed.rules())) {
				String asked = DomainNames.onTheWire(hostname);
				Optional<JsonNode> before = matcherBefore.match(asked);
				Optional<JsonNode> after = matcherNow.match(asked);
				if (!after.equals(before) && !isDead(hostname, before)) {
					foreign(position, call, "%s is led to %s instead of %s".formatted(hostname, after, before));
				}
			}
		});
	}

	public synchronized void report(int position, String text) {
		this.violations.add(new Violation(position, "The test", text));
	}

	/** Says each difference once, with the write that made it. */
	private void foreign(int position, Call call, String text) {
		if (this.reported.add(text)) {
			this.violations
				.add(new Violation(position, "I2", "after %s %s: %s".formatted(call.method(), call.path(), text)));
		}
	}

	/** A part of a test that is watched. */
	public interface Watched extends AutoCloseable {

		@Override
		void close();

	}

}

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

import dev.postern.fake.account.World;
import dev.postern.fake.api.Call;
import dev.postern.fake.edge.Edge;
import dev.postern.fake.tunnels.IngressTable;
import dev.postern.kernel.Hostname;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks after every write that nothing became reachable without protection (I1) and that
 * what is not Postern's stayed as it was (I2).
 */
public final class InvariantWatch {

	private final Map<String, String> foreignThings = new TreeMap<>();

	private final Map<UUID, Document> foreignDocuments = new LinkedHashMap<>();

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
		this.foreignThings.keySet().removeIf((name) -> name.endsWith("(" + hostname + ")"));
		this.foreignDocuments.replaceAll((tunnel, document) -> new Document(
				document.rules().stream().filter((rule) -> !rule.hostname().equals(hostname.value())).toList(),
				document.top()));
	}

	/** Everything that is there now is foreign. */
	public synchronized void seal(World world) {
		this.foreignThings.clear();
		ObjectSnapshots.of(world).forEach((name, text) -> this.foreignThings.put(name, text.get()));
		this.foreignDocuments.clear();
		this.foreignDocuments.putAll(Document.all(world));
		this.exposed = new Edge(world).exposed();
	}

	public synchronized void reset() {
		forgive();
		this.foreignThings.clear();
		this.foreignDocuments.clear();
		this.exposed = Set.of();
	}

	/** Runs an edit of somebody else; what is new or changed by it is foreign. */
	public synchronized <T> T somebodyElse(World world, Supplier<T> edit) {
		Set<String> thingsBefore = new HashSet<>(ObjectSnapshots.of(world).keySet());
		Map<UUID, Document> documentsBefore = Document.all(world);
		try {
			return edit.get();
		}
		finally {
			Map<String, Supplier<String>> things = ObjectSnapshots.of(world);
			this.foreignThings.keySet().retainAll(things.keySet());
			things.forEach((name, text) -> {
				if (this.foreignThings.containsKey(name) || !thingsBefore.contains(name)) {
					this.foreignThings.put(name, text.get());
				}
			});
			Map<UUID, Document> documents = Document.all(world);
			this.foreignDocuments.keySet().retainAll(documents.keySet());
			documents.forEach((tunnel, document) -> resealDocument(tunnel, documentsBefore.get(tunnel), document));
			this.exposed = new Edge(world).exposed();
		}
	}

	private void resealDocument(UUID tunnel, @Nullable Document before, Document after) {
		Document sealed = this.foreignDocuments.getOrDefault(tunnel, new Document(List.of(), null));
		if (before != null && before.equals(after)) {
			if (before.top() == null) {
				this.foreignDocuments.put(tunnel, after);
			}
			return;
		}
		List<Document.Rule> ours = (before != null) ? before.rulesBeside(sealed.rules()) : List.of();
		Set<String> ourHostnames = Document.hostnames(ours);
		List<Document.Rule> foreign = after.rules()
			.stream()
			.filter((rule) -> !ours.contains(rule) && !ourHostnames.contains(rule.hostname()))
			.toList();
		this.foreignDocuments.put(tunnel, new Document(foreign, after.top()));
	}

	public synchronized void afterWrite(World world, int position, Call call) {
		checkThings(ObjectSnapshots.of(world), position, call);
		checkDocuments(Document.all(world), position, call);
		Set<String> now = new Edge(world).exposed();
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

	private void checkThings(Map<String, Supplier<String>> things, int position, Call call) {
		this.foreignThings.forEach((name, before) -> {
			String after = things.containsKey(name) ? things.get(name).get() : "nothing";
			if (!after.equals(before)) {
				foreign(position, call,
						"%s is not what it was\n    before: %s\n    after:  %s".formatted(name, before, after));
			}
		});
	}

	private void checkDocuments(Map<UUID, Document> documents, int position, Call call) {
		this.foreignDocuments.forEach((tunnel, sealed) -> {
			@Nullable Document now = documents.get(tunnel);
			if (now == null || (sealed.top() == null && sealed.rules().isEmpty())) {
				return;
			}
			Document.@Nullable Rule missing = now.firstMissing(sealed.rules());
			if (missing != null) {
				foreign(position, call,
						"rule %s of tunnel %s is gone, changed or moved".formatted(missing.text(), tunnel));
			}
			if (!Objects.equals(sealed.top(), now.top())) {
				foreign(position, call, "settings of tunnel %s were changed\n    before: %s\n    after:  %s"
					.formatted(tunnel, sealed.top(), now.top()));
			}
			IngressTable tableBefore = sealed.table();
			IngressTable tableNow = now.table();
			for (String hostname : Document.hostnames(sealed.rules())) {
				Optional<JsonNode> before = tableBefore.match(hostname);
				Optional<JsonNode> after = tableNow.match(hostname);
				if (!after.equals(before)) {
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

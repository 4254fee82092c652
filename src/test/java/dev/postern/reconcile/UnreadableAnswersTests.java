package dev.postern.reconcile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.GeneratedDocument;
import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupDraft;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Call;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.FaultPlan;
import dev.postern.fake.watch.JournalEntry;
import dev.postern.jobs.JobResult;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.reconcile.AnswerField.Oddness;
import dev.postern.reconcile.AnswerField.Resource;
import dev.postern.reconcile.groups.GroupReconciler;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Cloudflare does not tell is neither right nor wrong. Goes through every field that
 * is decided on, and writes down what was done when an answer leaves it out, says nothing
 * in it, something of another type, or what was before.
 */
@ReconcileTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnreadableAnswersTests {

	private static final Path DOCUMENT = Path.of("docs", "unreadable-answers.md");

	private static final CallMatcher POLICIES = CallMatcher.of("GET", "/accounts/*/access/apps/*/policies");

	private static final String SERVICE = "ssh://host.docker.internal:22";

	/** What may be written again as it is wanted: it takes nothing away. */
	private static final Set<String> CORRECTIONS = Set.of("PUT application", "PATCH record", "PUT configuration",
			"PUT group");

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private Servers servers;

	@Autowired
	private RuleGroups groups;

	@Autowired
	private TunnelReconciler reconciler;

	@Autowired
	private GroupReconciler groupReconciler;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ReconcileFixture site;

	private final String hostname = ReconcileFixture.newHostname();

	private final Map<AnswerField, Map<Oddness, String>> table = new LinkedHashMap<>();

	private @Nullable Server server;

	private @Nullable Group group;

	@BeforeAll
	void standing() {
		this.group = this.groups.create(new GroupDraft("Odd answers", "", json("""
				[{"email": {"email": "dev@example.com"}}, {"email": {"email": "ops@example.com"}}]"""), json("""
				[{"email_domain": {"domain": "example.com"}}]"""), json("""
				[{"email": {"email": "eve@example.com"}}]""")), Set.of(), ReconcileFixture.ADMIN);
		Awaitility.await("the group stands")
			.until(() -> this.groups.find(group().id()).orElseThrow().phase() == Phase.READY);
		ServerDraft plain = this.site.draft(this.hostname);
		this.server = this.site.ready(
				this.servers
					.register(
							new ServerDraft(plain.name(), plain.hostname(), plain.tunnelId(), plain.service(),
									plain.loginUser(), "ssh", "8h", true, plain.description(),
									json("""
											[{"name": "Keep out", "decision": "deny", "include": [{"email": {"email": "eve@example.com"}}]},
											 {"name": "Allow one", "decision": "allow", "include": [{"email_domain": {"domain": "example.com"}}],
											  "require": [{"email": {"email": "dev@example.com"}}],
											  "exclude": [{"email": {"email": "eve@example.com"}}]}]""")),
							ReconcileFixture.ADMIN)
					.id());
		this.cloudflare.asSomebodyElse().addApp("wiki.example.jp", "somebody@example.com");
		assertThat(look(Resource.GROUP)).isEqualTo(Seen.NOTHING);
		assertThat(look(Resource.APPLICATION)).isEqualTo(Seen.NOTHING);
	}

	static Stream<Arguments> cells() {
		return AnswerField.all()
			.stream()
			.flatMap((field) -> Stream.of(Oddness.values())
				.filter(field::canBe)
				.map((oddness) -> Arguments.of(field, oddness)));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("cells")
	void takesNothingDownAndOpensNothing_I1_I2_I3(AnswerField field, Oddness oddness) {
		Seen inTheList = seen(field, oddness, false);
		Seen everywhere = (field.resource().listed() && oddness != Oddness.STALE) ? seen(field, oddness, true)
				: inTheList;

		this.table.computeIfAbsent(field, (key) -> new LinkedHashMap<>())
			.put(oddness, inTheList.equals(everywhere) ? inTheList.words()
					: "%s; told nowhere: %s".formatted(inTheList.words(), everywhere.words()));
	}

	@AfterAll
	void theTableShowsWhatIsDone() throws IOException {
		if (this.table.values().stream().mapToInt(Map::size).sum() == cells().count()) {
			GeneratedDocument.of(DOCUMENT, UnreadableAnswersTests.class).assertThatItHolds(page());
		}
	}

	private Seen seen(AnswerField field, Oddness oddness, boolean everywhere) {
		boolean stale = oddness == Oddness.STALE;
		if (field.resource() == Resource.TUNNEL_WITHOUT_CONFIGURATION) {
			this.cloudflare.faults().on(Calls.GET_CONFIGURATION).always().missing(1055, "not found");
		}
		for (CallMatcher call : field.resource().calls(everywhere || stale)) {
			FaultPlan plan = this.cloudflare.faults().on(call);
			(stale ? plan.times(1) : plan.always()).answers(field.said(oddness, mark(field), this.hostname));
		}
		if (everywhere && field.path().startsWith("policies")) {
			this.cloudflare.faults().on(POLICIES).always().answers(UnreadableAnswersTests::nothing);
		}
		Seen seen = look(field.resource());
		this.cloudflare.faults().clear();
		assertStands();
		assertThat(CORRECTIONS).as("what was written").containsAll(seen.writes());
		boolean none = field.isNoneWhere(oddness) && (everywhere || !field.resource().listed());
		if (!stale && !none) {
			assertThat(seen.writes()).as("written on the strength of what is not told").isEmpty();
		}
		if (!seen.equals(Seen.NOTHING)) {
			quiet();
			Seen after = look(field.resource());
			assertThat(after).as("when all is told again").isEqualTo(Seen.NOTHING);
			assertStands();
		}
		return seen;
	}

	/** Looks at the account once, and says what was done and what people see then. */
	private Seen look(Resource resource) {
		this.cloudflare.journal().clear();
		boolean ofGroups = resource == Resource.GROUP;
		long before = postponed();
		JobResult result = ofGroups ? this.groupReconciler.run("look", Instant.now())
				: this.reconciler.run(this.site.tunnel + " look", Instant.now());
		boolean again = ofGroups ? result instanceof JobResult.Reschedule : postponed() > before;
		List<JournalEntry> made = this.cloudflare.journal()
			.matching(ofGroups ? (call) -> call.path().contains("/access/groups") : ReconcileFixture.reconciling());
		boolean asked = resource.listed()
				&& made.stream().map(JournalEntry::call).anyMatch(resource.single().orElseThrow()::matches);
		Set<String> writes = made.stream()
			.filter((entry) -> entry.call().isWrite())
			.map((entry) -> entry.method() + " " + thing(entry.call()))
			.collect(Collectors.toCollection(TreeSet::new));
		return ofGroups ? seenOfGroup(asked, writes, again) : seenOfServer(asked, writes, again);
	}

	private Seen seenOfServer(boolean asked, Set<String> writes, boolean again) {
		Server now = this.site.now(server().id());
		return new Seen(asked, writes, now.phase(), code(now.problem()), again);
	}

	private Seen seenOfGroup(boolean asked, Set<String> writes, boolean again) {
		Group now = this.groups.find(group().id()).orElseThrow();
		return new Seen(asked, writes, now.phase(), code(now.problem()), again);
	}

	/** How often a look at the tunnel was put off so far. */
	private long postponed() {
		return this.jdbc.sql("SELECT count(*) FROM reconcile_run WHERE tunnel_id = :tunnel AND status = 'POSTPONED'")
			.param("tunnel", this.site.tunnel.value())
			.query(Long.class)
			.single();
	}

	private static Optional<String> code(@Nullable Problem problem) {
		return Optional.ofNullable(problem).map(Problem::code);
	}

	private static String thing(Call call) {
		return call.path().contains("/configurations") ? "configuration" : call.path().contains("/dns_records")
				? "record" : call.path().contains("/groups") ? "group" : "application";
	}

	/** What the resource names that is meant. */
	private String mark(AnswerField field) {
		return switch (field.resource()) {
			case APPLICATION, RECORD, CONFIGURATION, TUNNEL, TUNNEL_WITHOUT_CONFIGURATION ->
				"\"" + this.hostname + "\"";
			case OTHER_APPLICATION -> "\"wiki.example.jp\"";
			case ZONE -> "\"example.jp\"";
			case GROUP -> group().id().toString();
		};
	}

	private void assertStands() {
		assertThat(this.cloudflare.exposure(this.hostname).service()).contains(SERVICE);
		assertThat(this.cloudflare.wouldAllow(this.hostname, "dev@example.com")).isTrue();
		assertThat(this.cloudflare.wouldAllow(this.hostname, "eve@example.com")).isFalse();
		this.cloudflare.watch().assertNoViolations();
	}

	private void quiet() {
		Awaitility.await("no reconciliation under way")
			.pollInterval(Duration.ofMillis(20))
			.until(() -> this.jdbc.sql("SELECT count(*) FROM scheduled_tasks WHERE task_name LIKE 'reconcile%'")
				.query(Integer.class)
				.single() == 0);
	}

	private String page() {
		StringBuilder page = new StringBuilder("\n| | field | %s |\n|---|---|---|---|---|---|\n"
			.formatted(Stream.of(Oddness.values()).map(Oddness::words).collect(Collectors.joining(" | "))));
		this.table.forEach((field,
				cells) -> page.append("| %s | `%s` | %s |\n".formatted(field.resource().words(), field.path(),
						Stream.of(Oddness.values())
							.map((oddness) -> cells.getOrDefault(oddness, "–"))
							.collect(Collectors.joining(" | ")))));
		return page.append('\n').toString();
	}

	private Server server() {
		return Objects.requireNonNull(this.server);
	}

	private Group group() {
		return Objects.requireNonNull(this.group);
	}

	private static JsonNode nothing(JsonNode body) {
		ObjectNode changed = (ObjectNode) body;
		changed.remove("result_info");
		changed.putArray("result");
		return changed;
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

	/**
	 * What was done in a look.
	 *
	 * @param asked whether the single resource was asked for
	 * @param problem the code of what people read
	 * @param again whether it looks again before long
	 */
	private record Seen(boolean asked, Set<String> writes, Phase phase, Optional<String> problem, boolean again) {

		static final Seen NOTHING = new Seen(false, Set.of(), Phase.READY, Optional.empty(), false);

		String words() {
			StringBuilder words = new StringBuilder();
			if (!this.writes.isEmpty()) {
				words.append("written as wanted (%s)".formatted(String.join(", ", this.writes)));
			}
			else if (this.phase != Phase.READY) {
				words.append("left alone");
			}
			else if (this.asked) {
				words.append("asked of the single one");
			}
			else if (this.again) {
				words.append("nothing done, looks again");
			}
			else {
				words.append("goes on");
			}
			this.problem.ifPresent((code) -> words.append(", told `%s`".formatted(code)));
			return words.toString();
		}

	}

}

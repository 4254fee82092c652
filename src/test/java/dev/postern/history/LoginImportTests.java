package dev.postern.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import dev.postern.cloudflare.AccessRequest;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.history.Gap.State;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.servers.ApplicationType;
import dev.postern.servers.Phase;
import dev.postern.servers.Server;
import dev.postern.servers.ServerSpec;
import dev.postern.servers.Servers;
import dev.postern.tryout.EmbeddedDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class LoginImportTests {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private static final ServerId DB1 = ServerId.of("01920000-0000-7000-8000-000000000001");

	private static HikariDataSource database;

	private final HistoryProperties properties = new HistoryProperties(Duration.ofMinutes(1), Duration.ofDays(365),
			Duration.ofHours(24), Duration.ofMinutes(2), Duration.ofMinutes(10));

	private final LoginLog log = new LoginLog();

	private final List<Object> published = new ArrayList<>();

	private Instant now = NOON;

	@BeforeAll
	static void openDatabase() {
		database = new HikariDataSource();
		database.setJdbcUrl(EmbeddedDatabase.create().getJdbcUrl());
		Flyway.configure().dataSource(database).load().migrate();
	}

	@AfterAll
	static void closeDatabase() {
		database.close();
	}

	@BeforeEach
	void empty() {
		jdbc()
			.sql("TRUNCATE login_event, import_gap; UPDATE history_import SET started_at = NULL, "
					+ "imported_until = NULL, last_event_at = NULL, last_attempt_at = NULL, last_success_at = NULL, "
					+ "trouble = NULL, trouble_text = NULL, trouble_since = NULL")
			.update();
	}

	@Test
	void i14FirstImportTakesAllThatCloudflareStillHas() {
		this.log.add("a", NOON.minus(Duration.ofHours(23))).add("b", NOON.minusSeconds(1));

		importAt(NOON);

		assertThat(rays()).containsExactly("b", "a");
		assertThat(overview().state().startedAt()).isEqualTo(NOON.minus(Duration.ofHours(24)));
		assertThat(overview().gaps(null, null)).isEmpty();
	}

	@Test
	void i14EntriesInTheOverlapAreStoredOnce() {
		this.log.add("a", NOON.minusSeconds(30));

		importAt(NOON);
		importAt(NOON.plusSeconds(60));
		this.log.add("b", NOON.plusSeconds(61));
		importAt(NOON.plusSeconds(120));

		assertThat(rays()).containsExactly("b", "a");
	}

	@Test
	void i14EntriesThatAreShownLateAreFound() {
		this.log.add("a", NOON.minusSeconds(10));
		importAt(NOON);

		this.log.add("late", NOON.minusSeconds(100)).add("later", NOON.minusSeconds(10));
		importAt(NOON.plusSeconds(60));

		assertThat(rays()).containsExactlyInAnyOrder("a", "late", "later");
	}

	@Test
	void i14EntriesThatAreShownLateInAQuietTimeAreFound() {
		this.log.add("a", NOON.minusSeconds(60));
		importAt(NOON);
		importAt(NOON.plusSeconds(1200));

		this.log.add("late", NOON.minusSeconds(30));
		importAt(NOON.plusSeconds(1260));

		assertThat(rays()).containsExactly("late", "a");
	}

	@Test
	void i14SameRayWithAnotherActionIsAnotherEntry() {
		this.log.add("a", NOON.minusSeconds(5));
		this.log.add(new AccessRequest("a", NOON.minusSeconds(5), "logout", true, "dev@example.com", null, null, null,
				null, null, JsonNodeFactory.instance.objectNode()));

		importAt(NOON);

		assertThat(rays()).containsExactly("a", "a");
	}

	@Test
	void i14TenThousandEntriesAreImportedOnceEach() {
		fill(10_000, 3);

		importAt(NOON);
		importAt(NOON.plusSeconds(60));

		assertThat(rays()).hasSize(10_000).doesNotHaveDuplicates();
	}

	@Test
	void i14EntriesWithEqualTimesAcrossPageBordersAreImportedOnceEach() {
		IntStream.range(0, 700).forEach((i) -> this.log.add("early" + i, NOON.minusSeconds(200)));
		IntStream.range(0, 2500).forEach((i) -> this.log.add("same" + i, NOON.minusSeconds(100)));
		IntStream.range(0, 700).forEach((i) -> this.log.add("end" + i, NOON.minusSeconds(100 - i % 90)));

		importAt(NOON);

		assertThat(rays()).hasSize(3900).doesNotHaveDuplicates();
	}

	@Test
	void i14StartOfARangeMayBelongToItOrNot() {
		this.log.sinceIsExclusive();
		fill(5000, 900);

		importAt(NOON);

		assertThat(rays()).hasSize(5000).doesNotHaveDuplicates();
	}

	@Test
	void i14LogThatComesNewestFirstIsImportedToo() {
		this.log.newestFirst();
		fill(3500, 20);

		importAt(NOON);

		assertThat(rays()).hasSize(3500).doesNotHaveDuplicates();
	}

	@Test
	void i14LogThatGivesLessPerPageThanAskedForIsCaughtUpWith() {
		this.log.mostPerPage(500);
		fill(1400, 1);

		for (int minute = 0; minute < 4; minute++) {
			importAt(NOON.plusSeconds(minute * 60L));
		}

		assertThat(rays()).hasSize(1400).doesNotHaveDuplicates();
	}

	@Test
	void i14PagesThatShiftDuringTheImportLoseNothing() {
		Instant start = NOON.minus(Duration.ofHours(24));
		IntStream.range(0, 5000).forEach((i) -> this.log.add("e" + i, start.plusSeconds(i * 10L)));
		this.log.beforeRead(2, () -> this.log.forgetBefore(start.plusSeconds(300 * 10)));
		this.log.beforeRead(4,
				() -> IntStream.range(0, 50).forEach((i) -> this.log.add("late" + i, start.plusSeconds(20_000))));

		importAt(NOON);

		assertThat(rays().stream().filter((ray) -> ray.startsWith("e"))).hasSize(5000).doesNotHaveDuplicates();
	}

	@Test
	void i5ImportGoesOnWhereACrashStoppedIt() {
		fill(5000, 3);
		this.log.beforeRead(4, () -> {
			throw new IllegalStateException("crash");
		});
		assertThatIllegalStateException().isThrownBy(() -> importAt(NOON));
		assertThat(rays()).hasSizeBetween(2900, 3000);
		this.log.reads = 0;

		importAt(NOON.plusSeconds(30));

		assertThat(rays()).hasSize(5000).doesNotHaveDuplicates();
		assertThat(this.log.reads).as("not from the beginning again").isLessThanOrEqualTo(3);
	}

	@Test
	void i14TwoInstancesAtTheSameTimeStoreEachEntryOnce() {
		fill(4000, 7);
		LoginImport one = loginImport(this.log);
		LoginImport other = loginImport(this.log);

		try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
			instances.execute(one::run);
			instances.execute(other::run);
		}

		assertThat(rays()).hasSize(4000).doesNotHaveDuplicates();
		assertThat(overview().state().importedUntil()).isEqualTo(NOON);
	}

	@Test
	void i14PauseLongerThanCloudflareKeepsLoginsIsALostGap() {
		importAt(NOON);
		Instant back = NOON.plus(Duration.ofHours(30));
		this.log.add("a", back.minus(Duration.ofHours(23)));

		importAt(back);

		assertThat(rays()).containsExactly("a");
		assertThat(overview().gaps(null, null))
			.containsExactly(new Gap(NOON, back.minus(Duration.ofHours(24)), State.LOST, null));
		importAt(back.plusSeconds(60));
		assertThat(overview().gaps(null, null)).hasSize(1);
	}

	@Test
	void i14WhatCloudflareKeptLongerThanItMustIsTaken() {
		importAt(NOON);
		Instant back = NOON.plus(Duration.ofHours(30));
		this.log.add("kept", NOON.plusSeconds(60)).add("a", back.minusSeconds(60));

		importAt(back);

		assertThat(rays()).containsExactly("a", "kept");
	}

	@Test
	void i14QuestionForDeletedLoginsThatCloudflareRejectsIsAskedForTheRest() {
		importAt(NOON);
		Instant back = NOON.plus(Duration.ofHours(30));
		this.log.add("a", back.minusSeconds(60)).beforeRead(1, () -> {
			throw new CloudflareException.Rejected("since is too long ago", 12091);
		});

		importAt(back);

		assertThat(rays()).containsExactly("a");
		assertThat(overview().state().trouble()).isNull();
	}

	@Test
	void i14LostGapIsNotedOnceAlthoughTheImportAfterItCrashes() {
		importAt(NOON);
		Instant back = NOON.plus(Duration.ofHours(30));
		IntStream.range(0, 1500).forEach((i) -> this.log.add("e" + i, back.minusSeconds(3000 - i)));
		this.log.beforeRead(2, () -> {
			throw new IllegalStateException("crash");
		});
		assertThatIllegalStateException().isThrownBy(() -> importAt(back));

		importAt(back.plusSeconds(60));

		assertThat(rays()).hasSize(1500).doesNotHaveDuplicates();
		assertThat(overview().gaps(null, null)).extracting(Gap::state).containsOnlyOnce(State.LOST);
	}

	@Test
	void i14LongOutageIsAnOpenGapThatIsFilledLater() {
		importAt(NOON);
		this.log.failing(new CloudflareException.Unavailable("no answer"));
		for (int minute = 1; minute <= 12; minute++) {
			importAt(NOON.plusSeconds(minute * 60L));
		}
		assertThat(overview().gaps(null, null)).containsExactly(new Gap(NOON, null, State.OPEN, Trouble.UNREACHABLE));
		assertThat(overview().state().trouble()).isEqualTo(Trouble.UNREACHABLE);
		assertThat(overview().state().troubleText()).isEqualTo("no answer");
		assertThat(overview().state().troubleSince()).isEqualTo(NOON.plusSeconds(60));

		this.log.working().add("a", NOON.plusSeconds(90));
		importAt(NOON.plusSeconds(900));

		assertThat(rays()).containsExactly("a");
		assertThat(overview().gaps(null, null))
			.containsExactly(new Gap(NOON, NOON.plusSeconds(900), State.FILLED, Trouble.UNREACHABLE));
		assertThat(overview().state().trouble()).isNull();
	}

	@Test
	void i14OutageLongerThanTheRetentionIsALostGapWithItsCause() {
		importAt(NOON);
		this.log.failing(new CloudflareException.Unauthorized("lacks Access: Audit Logs Read"));
		importAt(NOON.plusSeconds(60));
		importAt(NOON.plusSeconds(1200));
		Instant back = NOON.plus(Duration.ofHours(25));
		this.log.working();

		importAt(back);

		assertThat(overview().gaps(null, null))
			.containsExactly(new Gap(NOON, back.minus(Duration.ofHours(24)), State.LOST, Trouble.NOT_ALLOWED));
	}

	@Test
	void i14SilenceIsAGapEvenWhileNobodyImports() {
		importAt(NOON);

		this.now = NOON.plus(Duration.ofMinutes(11));

		assertThat(overview().gaps(null, null)).containsExactly(new Gap(NOON, null, State.OPEN, null));
	}

	@Test
	void shortTroubleIsNoGap() {
		importAt(NOON);
		this.log.failing(new CloudflareException.Throttled("budget", Duration.ofSeconds(30)));
		importAt(NOON.plusSeconds(60));
		importAt(NOON.plusSeconds(120));

		assertThat(overview().gaps(null, null)).isEmpty();
	}

	@Test
	void entryKnowsItsServerAndForeignOnesAreMarked() {
		this.log.add(LoginLog.entry("ours", NOON.minusSeconds(5), "dev@example.com", "ssh-db1.example.jp", true));
		this.log.add(LoginLog.entry("path", NOON.minusSeconds(4), "dev@example.com", "ssh-db1.example.jp/x", false));
		this.log.add(LoginLog.entry("foreign", NOON.minusSeconds(3), "dev@example.com", "wiki.example.jp", true));

		importAt(NOON);

		assertThat(logins().find(LoginFilter.EVERYTHING, null, 10).items())
			.extracting(Login::rayId, Login::server, Login::serverName, Login::application)
			.containsExactly(tuple("foreign", null, null, "wiki.example.jp"),
					tuple("path", DB1, "db1", "ssh-db1.example.jp/x"), tuple("ours", DB1, "db1", "ssh-db1.example.jp"));
	}

	@Test
	void loginThatNoPolicyExplainsIsMarked() {
		this.log.add(LoginLog.entry("dev", NOON.minusSeconds(5), "dev@example.com", "ssh-db1.example.jp", true));
		this.log.add(LoginLog.entry("eve", NOON.minusSeconds(4), "eve@example.net", "ssh-db1.example.jp", true));
		this.log.add(LoginLog.entry("no", NOON.minusSeconds(3), "eve@example.net", "ssh-db1.example.jp", false));
		this.log.add(LoginLog.entry("ci", NOON.minusSeconds(2), "7f3a.access", "ssh-db1.example.jp", true));
		this.log
			.add(LoginLog.entry("old", NOON.minus(Duration.ofHours(9)), "eve@example.net", "ssh-db1.example.jp", true));

		importAt(NOON);

		assertThat(logins().find(LoginFilter.EVERYTHING, null, 10).items().stream().filter(Login::unexplained))
			.extracting(Login::rayId)
			.containsExactly("eve");
	}

	@Test
	void entriesWithOddValuesAreKept() {
		this.log.add(new AccessRequest("odd", NOON.minusSeconds(1), "", false, "", "not an ip", "", null, null, null,
				JsonNodeFactory.instance.objectNode().put("x", "nul\u0000")));
		this.log.add("future", NOON.plus(Duration.ofDays(4000)));
		this.log.add("past", Instant.parse("2019-03-01T00:00:00Z"));

		importAt(NOON);

		assertThat(rays()).containsExactly("odd");
	}

	@Test
	void monthsAreMadeAheadAndOldOnesAreDroppedWithAnAuditEntry() {
		this.log.add("a", NOON.minusSeconds(1));
		importAt(NOON);
		assertThat(partitions()).contains("login_event_2026_11", "login_event_2026_12", "login_event_2027_01");

		importAt(Instant.parse("2027-12-02T00:00:00Z"));

		assertThat(partitions()).contains("login_event_2028_02").doesNotContain("login_event_2026_11");
		assertThat(rays()).isEmpty();
		assertThat(this.published).isNotEmpty();
	}

	@Test
	void entriesOfOddDatesMoveIntoTheirMonthWhenItIsMade() {
		jdbc()
			.sql("INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, raw) "
					+ "VALUES ('2031-05-31T23:59:59Z', 'odd', 'login', 'x', true, '{}')")
			.update();
		jdbc().sql("SELECT history_prepare_month('2031-05-10')").query((rs) -> {
		});

		assertThat(jdbc().sql("SELECT ray_id FROM login_event_2031_05").query(String.class).list())
			.containsExactly("odd");
		assertThat(rays()).containsExactly("odd");
	}

	@Test
	void onePageIsOneQuery() {
		fill(200, 3);
		importAt(NOON);
		AtomicInteger queries = new AtomicInteger();
		Logins counted = new Logins(JdbcClient.create(new DelegatingDataSource(database) {

			@Override
			public Connection getConnection() throws SQLException {
				queries.incrementAndGet();
				return super.getConnection();
			}

		}), JsonMapper.shared());

		assertThat(counted.find(LoginFilter.EVERYTHING, null, 50).items()).hasSize(50);
		assertThat(counted.last(List.of(DB1, new ServerId(UUID.randomUUID())))).containsOnlyKeys(DB1);
		assertThat(queries).hasValue(2);
	}

	private void fill(int entries, int perSecond) {
		long seconds = entries / perSecond + 1L;
		IntStream.range(0, entries)
			.forEach((i) -> this.log.add("e" + i, NOON.minusSeconds(seconds + 5).plusSeconds(i / perSecond)));
	}

	private void importAt(Instant time) {
		this.now = time;
		loginImport(this.log).run();
	}

	private LoginImport loginImport(LoginLog source) {
		Servers servers = mock(Servers.class);
		given(servers.all()).willReturn(List.of(server()));
		TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
		Clock clock = InstantSource.fixed(this.now).withZone(ZoneOffset.UTC);
		return new LoginImport(source.asCloudflare(), servers, new LoginStore(jdbc(), transaction),
				new Partitions(jdbc(), transaction, this.published::add, this.properties), this.properties, clock);
	}

	private static Server server() {
		Policy policy = new Policy("Allow example.com", Decision.ALLOW,
				List.of(new Selector.Email(EmailAddress.of("dev@example.com"))), List.of(), List.of(),
				JsonNodeFactory.instance.objectNode());
		ServerSpec spec = new ServerSpec("db1", Hostname.of("ssh-db1.example.jp"), ZoneId.of("z"),
				new TunnelId(UUID.randomUUID()), "ssh://localhost:22", "dev", ApplicationType.SSH, Duration.ofHours(24),
				false, "", List.of(policy));
		Instant edited = NOON.minus(Duration.ofHours(8));
		return new Server(DB1, spec, 1, Phase.READY, null, 1, 1, edited, edited, null);
	}

	private HistoryOverview overview() {
		return new HistoryOverview(jdbc(), this.properties, Clock.fixed(this.now, ZoneOffset.UTC));
	}

	private static Logins logins() {
		return new Logins(jdbc(), JsonMapper.shared());
	}

	private static List<String> rays() {
		return jdbc().sql("SELECT ray_id FROM login_event ORDER BY created_at DESC, id DESC")
			.query((rs, row) -> rs.getString(1))
			.list();
	}

	private static List<String> partitions() {
		return jdbc().sql("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'login_event'::regclass")
			.query((rs, row) -> rs.getString(1))
			.list();
	}

	private static JdbcClient jdbc() {
		return JdbcClient.create(database);
	}

}

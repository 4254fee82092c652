package dev.postern.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.postern.audit.Verification.Broken;
import dev.postern.audit.Verification.Fault;
import dev.postern.audit.Verification.Intact;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Page;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.tryout.EmbeddedDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class AuditTests {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456789Z");

	private static final Actor ADA = Actor.person(EmailAddress.of("ada@example.com"));

	private static HikariDataSource owner;

	private static HikariDataSource application;

	private final JdbcClient jdbc = JdbcClient.create(application());

	private final AuditRecorder recorder = new AuditRecorder(this.jdbc, Clock.fixed(NOON, ZoneOffset.UTC));

	private final AuditVerifier verifier = new AuditVerifier(this.jdbc, Clock.fixed(NOON, ZoneOffset.UTC));

	private final AuditLog audit = new AuditLog(this.jdbc, JsonMapper.shared());

	@BeforeAll
	static void openDatabase() {
		String url = EmbeddedDatabase.create().getJdbcUrl();
		owner = pool(url);
		JdbcClient.create(owner).sql("CREATE ROLE audited LOGIN").update();
		migrations(owner).load().migrate();
		JdbcClient.create(owner).sql("""
				CREATE TABLE thing (name text);
				GRANT ALL ON thing TO audited""").update();
		application = pool(url.replace("user=postgres", "user=audited"));
	}

	@AfterAll
	static void closeDatabase() {
		application.close();
		owner.close();
	}

	@BeforeEach
	void empty() {
		asSuperuser("TRUNCATE audit_link, audit_event; TRUNCATE thing; "
				+ "UPDATE audit_head SET seq = 0, hash = decode(repeat('00', 32), 'hex')");
	}

	@Test
	void entrySaysWhoDidWhatToWhatAndWhen() {
		record("server.edited", "db1", "{\"port\":22}", "{\"port\":2222}");

		assertThat(this.audit.find(AuditFilter.EVERYTHING, null, 10).items()).singleElement().satisfies((event) -> {
			assertThat(event.seq()).isEqualTo(1);
			assertThat(event.at()).isEqualTo("2026-11-22T12:00:00.123456Z");
			assertThat(event.actor()).isEqualTo(ADA);
			assertThat(event.action()).isEqualTo("server.edited");
			assertThat(event.subject()).isEqualTo(new Subject("server", "id-1", "db1"));
			assertThat(event.before()).hasToString("{\"port\":22}");
			assertThat(event.after()).hasToString("{\"port\":2222}");
		});
	}

	@Test
	void i10EntryOfARolledBackChangeDoesNotExist() {
		transaction().executeWithoutResult((status) -> {
			change("server.edited");
			status.setRollbackOnly();
		});

		assertThat(count("audit_event")).isZero();
		assertThat(this.verifier.verify()).isInstanceOf(Intact.class);
	}

	@Test
	void i10ChangeWhoseEntryCannotBeWrittenIsRolledBack() {
		assertThatException().isThrownBy(() -> transaction().executeWithoutResult((status) -> {
			this.jdbc.sql("INSERT INTO thing VALUES ('db1')").update();
			change("nul\u0000");
		}));

		assertThat(count("thing")).isZero();
	}

	@Test
	void i10ChangeWhoseEntryCannotBeChainedIsRolledBack() {
		asSuperuser("INSERT INTO audit_event (at, actor_kind, actor_name, action, subject_kind, subject_id, "
				+ "subject_name) VALUES (now(), 'PERSON', 'x', 'x', 'x', 'x', 'x'); "
				+ "INSERT INTO audit_link SELECT 1, max(id), decode(repeat('00', 32), 'hex'), "
				+ "decode(repeat('00', 32), 'hex') FROM audit_event");

		assertThatException().isThrownBy(() -> transaction().executeWithoutResult((status) -> {
			this.jdbc.sql("INSERT INTO thing VALUES ('db1')").update();
			change("server.edited");
		}));

		assertThat(count("thing")).isZero();
	}

	@Test
	void i10ChangeOutsideATransactionIsRefused() {
		assertThatIllegalStateException().isThrownBy(() -> change("server.edited"))
			.withMessageContaining("server.edited");
	}

	@ParameterizedTest
	@MethodSource("dev.postern.audit.AuditAttacks#statements")
	void i10ApplicationRoleCannotAlterEntries(String statement) {
		record("server.edited", "db1", null, "{}");

		AuditAttacks.assertRefused(this.jdbc, statement);

		assertThat(count("audit_event")).isOne();
		assertThat(this.verifier.verify()).isInstanceOf(Intact.class);
	}

	/** Who has some right on a table is only warned. */
	@Test
	void i10ApplicationRoleGivesItselfNothing() {
		this.jdbc.sql("GRANT ALL ON audit_head TO audited").update();

		assertThatException().isThrownBy(() -> this.jdbc.sql("UPDATE audit_head SET seq = 0").update())
			.havingRootCause()
			.withMessageContaining("permission denied");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UPDATE audit_event SET actor_name = 'nobody'", "DELETE FROM audit_event",
			"TRUNCATE audit_event CASCADE", "UPDATE audit_link SET hash = previous_hash", "DELETE FROM audit_link",
			"UPDATE audit_head SET seq = 0" })
	void i10EvenTheOwnerOfTheTablesIsRefused(String statement) {
		record("server.edited", "db1", null, "{}");

		assertThatException().isThrownBy(() -> JdbcClient.create(owner).sql(statement).update())
			.havingRootCause()
			.withMessageContaining("append-only");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			UPDATE audit_event SET actor_name = 'nobody' WHERE subject_name = 'n3'              | 3 | ALTERED
			UPDATE audit_event SET after = '{"port": 22}' WHERE subject_name = 'n3'             | 3 | ALTERED
			UPDATE audit_event SET at = at + interval '1 microsecond' WHERE subject_name = 'n3' | 3 | ALTERED
			UPDATE audit_event SET before = NULL WHERE subject_name = 'n3'                      | 3 | ALTERED
			UPDATE audit_event SET via = 'browser' WHERE subject_name = 'n3'                    | 3 | ALTERED
			UPDATE audit_event SET client_address = '203.0.113.9' WHERE subject_name = 'n4'     | 4 | ALTERED
			UPDATE audit_event SET via = NULL, client_address = NULL WHERE subject_name = 'n4'  | 4 | ALTERED
			UPDATE audit_event SET (via, client_address) = (client_address, via) WHERE subject_name = 'n4' | 4 | ALTERED
			UPDATE audit_link SET hash = previous_hash WHERE seq = 3                            | 3 | ALTERED
			UPDATE audit_link SET previous_hash = hash WHERE seq = 3                            | 3 | UNLINKED
			UPDATE audit_link SET event_id = -event_id WHERE seq = 3                            | 3 | MISSING
			DELETE FROM audit_event WHERE subject_name = 'n3'                                   | 3 | MISSING
			DELETE FROM audit_link WHERE seq = 3                                                | 3 | MISSING
			DELETE FROM audit_link WHERE seq = 5                                                | 5 | MISSING
			UPDATE audit_head SET seq = 4                                                       | 4 | ALTERED
			UPDATE audit_head SET (seq, hash) = (SELECT seq, hash FROM audit_link WHERE seq = 4) | 5 | ADDED
			""")
	void i10AlterationByTheSuperuserIsFound(String statement, long seq, Fault fault) {
		for (int i = 1; i <= 5; i++) {
			String name = "n" + i;
			Runnable change = () -> record("server.edited", name, "{}", "{\"port\":22}");
			if (i == 4) {
				fromABrowser(change);
			}
			else {
				change.run();
			}
		}
		assertThat(this.verifier.verify()).isInstanceOf(Intact.class);

		asSuperuser(statement);

		assertThat(this.verifier.verify()).isEqualTo(new Broken(seq, fault, NOON));
	}

	@Test
	void entrySaysByWhichWayAndFromWhereItsRequestCame() {
		fromABrowser(() -> record("server.edited", "db1", null, "{}"));
		record("server.edited", "db2", null, "{}");

		List<AuditEvent> events = this.audit.find(AuditFilter.EVERYTHING, null, 10).items();
		assertThat(events).extracting(AuditEvent::via).containsExactly(null, "browser");
		assertThat(events).extracting(AuditEvent::clientAddress).containsExactly(null, "203.0.113.7");
		assertThat(this.verifier.verify()).isInstanceOf(Intact.class);
		assertThat(comingFrom("browser", "203.0.113.7")).containsExactly("db1");
		assertThat(comingFrom(null, "203.0.113.")).containsExactly("db1");
		assertThat(comingFrom(null, "203.0.113")).isEmpty();
		assertThat(comingFrom("token", null)).isEmpty();
	}

	/** A database that an older portal has migrated and written to. */
	@Test
	void i10LinksFromBeforeWaysAndAddressesWereKeptStayGenuine() {
		try (HikariDataSource superuser = pool(EmbeddedDatabase.create().getJdbcUrl())) {
			JdbcClient database = JdbcClient.create(superuser);
			migrations(superuser).target("202611291231").load().migrate();
			String old = "INSERT INTO audit_event (at, actor_kind, actor_name, action, subject_kind, subject_id, "
					+ "subject_name, after) VALUES (now(), 'PERSON', 'a', 'b', 'c', 'd', '%s', '{}')";
			database.sql(old.formatted("before")).update();

			migrations(superuser).load().migrate();

			database.sql(old.formatted("by an instance that still runs")).update();
			database
				.sql("SELECT audit_record(now(), 'PERSON', 'a', 'b', 'c', 'd', 'after', NULL, '{}', 'r', 'browser', "
						+ "'203.0.113.7')")
				.query(Long.class)
				.single();
			AuditVerifier verifier = new AuditVerifier(database, Clock.fixed(NOON, ZoneOffset.UTC));
			assertThat(verifier.verify()).isInstanceOfSatisfying(Intact.class,
					(intact) -> assertThat(intact.entries()).isEqualTo(3));
			assertThat(database.sql("SELECT count(*) FROM pg_proc WHERE proname = 'audit_record'")
				.query(Long.class)
				.single()).isOne();

			database
				.sql("BEGIN; SET LOCAL session_replication_role = replica; "
						+ "UPDATE audit_event SET via = 'token' WHERE subject_name = 'before'; COMMIT")
				.update();
			assertThat(verifier.verify()).isEqualTo(new Broken(1, Fault.ALTERED, NOON));
		}
	}

	@Test
	void i10TemporaryTableDoesNotCatchEntries() {
		transaction().executeWithoutResult((status) -> {
			this.jdbc.sql("CREATE TEMP TABLE audit_event (LIKE public.audit_event) ON COMMIT DROP").update();
			change("server.edited");
		});

		assertThat(count("public.audit_event")).isOne();
		assertThat(this.verifier.verify()).isInstanceOf(Intact.class);
	}

	@Test
	void i10MissingEndOfTheChainIsFound() {
		record("server.edited", "db1", null, "{}");

		asSuperuser("DELETE FROM audit_head");

		assertThat(this.verifier.verify()).isEqualTo(new Broken(1, Fault.MISSING, NOON));
		asSuperuser("INSERT INTO audit_head (seq, hash) VALUES (0, decode(repeat('00', 32), 'hex'))");
	}

	@Test
	void i10EntryThatWasSlippedInPastTheChainIsFound() {
		record("server.edited", "db1", null, "{}");

		asSuperuser("INSERT INTO audit_event (at, actor_kind, actor_name, action, subject_kind, subject_id, "
				+ "subject_name) VALUES (now(), 'PERSON', 'x', 'x', 'x', 'x', 'x')");

		assertThat(this.verifier.verify()).isEqualTo(new Broken(2, Fault.ADDED, NOON));
	}

	@Test
	void i10ChainOfManyParallelWritersIsIntact() {
		try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < 300; i++) {
				String name = "n" + i;
				writers.execute(() -> record("server.edited", name, "{\"größe\": 1.50, \"b\":1e3}", null));
			}
		}

		assertThat(this.verifier.verify()).isInstanceOfSatisfying(Intact.class,
				(intact) -> assertThat(intact.entries()).isEqualTo(300));
	}

	@Test
	void openChangeKeepsNoOtherChangeWaiting() {
		try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
			transaction().executeWithoutResult((status) -> {
				change("server.edited");
				other.execute(() -> record("server.retired", "db2", null, "{}"));
				await().until(() -> count("audit_link") == 1);
			});
		}

		assertThat(this.audit.find(AuditFilter.EVERYTHING, null, 10).items()).extracting(AuditEvent::action)
			.containsExactly("server.edited", "server.retired");
		assertThat(this.verifier.verify()).isInstanceOf(Intact.class);
	}

	@Test
	void longChainIsWalkedInParts() {
		transaction().executeWithoutResult((status) -> {
			for (int i = 0; i < 2500; i++) {
				change("server.edited");
			}
		});
		assertThat(this.verifier.verify()).isInstanceOfSatisfying(Intact.class,
				(intact) -> assertThat(intact.entries()).isEqualTo(2500));

		asSuperuser("UPDATE audit_event SET subject_id = 'x' "
				+ "WHERE id = (SELECT event_id FROM audit_link WHERE seq = 2001)");

		assertThat(this.verifier.verify()).isEqualTo(new Broken(2001, Fault.ALTERED, NOON));
	}

	@Test
	void partsOfTheListFollowEachOtherWithoutRepeatsAlthoughNewEntriesCome() {
		for (int i = 1; i <= 5; i++) {
			record("server.edited", "n" + i, null, "{}");
		}
		Page<AuditEvent> first = this.audit.find(AuditFilter.EVERYTHING, null, 2);
		record("server.edited", "n6", null, "{}");
		Page<AuditEvent> second = this.audit.find(AuditFilter.EVERYTHING, first.next(), 2);
		Page<AuditEvent> third = this.audit.find(AuditFilter.EVERYTHING, second.next(), 2);

		assertThat(names(first)).containsExactly("n5", "n4");
		assertThat(names(second)).containsExactly("n3", "n2");
		assertThat(names(third)).containsExactly("n1");
		assertThat(third.next()).isNull();
	}

	@Test
	void filtersNarrowTheList() {
		record("server.registered", "db1", null, "{\"hostname\":\"ssh-db1.example.jp\"}");
		record("server.retired", "db_2", "{}", null);
		record("person.locked", "bob@example.com", null, "{}");

		assertThat(found(null, null, null, "server", null, null)).containsExactly("db_2", "db1");
		assertThat(found(null, null, null, null, "B_2", null)).containsExactly("db_2");
		assertThat(found(null, null, null, null, "id-1", null)).hasSize(3);
		assertThat(found(null, null, null, null, null, "ssh-DB1")).containsExactly("db1");
		assertThat(found(null, null, "ADA", null, null, null)).hasSize(3);
		assertThat(found(null, null, "bob", null, null, null)).isEmpty();
		assertThat(found(NOON.plusSeconds(1), null, null, null, null, null)).isEmpty();
		assertThat(found(NOON.minusSeconds(1), NOON, null, null, null, null)).hasSize(3);
		assertThat(found(null, NOON.minusSeconds(1), null, null, null, null)).isEmpty();
	}

	@Test
	void onePageIsOneQuery() {
		for (int i = 0; i < 60; i++) {
			record("server.edited", "n" + i, null, "{}");
		}
		AtomicInteger queries = new AtomicInteger();
		AuditLog counted = new AuditLog(JdbcClient.create(new DelegatingDataSource(application) {

			@Override
			public Connection getConnection() throws SQLException {
				queries.incrementAndGet();
				return super.getConnection();
			}

		}), JsonMapper.shared());

		assertThat(counted.find(AuditFilter.EVERYTHING, null, 50).items()).hasSize(50);
		assertThat(queries).hasValue(1);
	}

	@Test
	void entriesAreThoseOfAModelUnderEachFilter() {
		List<String> people = List.of("ada@example.com", "Bada@example.com", "bob@example.com");
		List<String> actions = List.of("server.edited", "server.registered", "session.ended");
		Random chance = new Random(3);
		List<Recorded> all = new ArrayList<>();
		for (int i = 0; i < 80; i++) {
			String kind = (chance.nextInt(4) > 0) ? "server" : "group";
			int id = chance.nextInt(3);
			Recorded entry = new Recorded(Actor.person(EmailAddress.of(people.get(chance.nextInt(3)))),
					actions.get(chance.nextInt(3)),
					new Subject(kind, "id-" + id, (chance.nextBoolean() ? "Box" : "box-renamed") + id), null, null);
			all.addFirst(entry);
			transaction().executeWithoutResult((status) -> this.recorder.on(entry));
		}
		for (int i = 0; i < 150; i++) {
			List<String> actors = some(chance, "ADA@example.com", "ada", "bob@example.com");
			List<String> notActors = some(chance, "bada@example.com", "BOB");
			List<String> starts = some(chance, "server.edited", "session", "server");
			List<String> servers = some(chance, "id-1", "BOX0", "box-renamed2", "none");
			AuditFilter filter = new AuditFilter(null, null, actors, notActors, starts, servers, null, null, null,
					null);

			assertThat(names(this.audit.find(filter, null, 100))).as(filter.toString())
				.isEqualTo(all.stream()
					.filter((entry) -> actors.isEmpty() || isBy(entry, actors))
					.filter((entry) -> !isBy(entry, notActors))
					.filter((entry) -> starts.isEmpty() || starts.stream().anyMatch(entry.action()::startsWith))
					.filter((entry) -> servers.isEmpty() || isAbout(entry, servers))
					.map((entry) -> entry.subject().name())
					.toList());
		}
	}

	@Test
	void whatWasDoneToOneThingIsFoundByItsIdInOneQuery() {
		record("server.registered", "db1", null, "{}");
		record("server.edited", "db2", "{}", "{}");
		AtomicInteger queries = new AtomicInteger();
		AuditLog counted = new AuditLog(JdbcClient.create(new DelegatingDataSource(application) {

			@Override
			public Connection getConnection() throws SQLException {
				queries.incrementAndGet();
				return super.getConnection();
			}

		}), JsonMapper.shared());

		for (int i = 0; i < 20; i++) {
			assertThat(counted.about("server", "id-1", 1)).extracting(AuditEvent::action)
				.containsExactly("server.edited");
		}
		assertThat(counted.about("server", "id-1", 9).getLast().action()).isEqualTo("server.registered");
		assertThat(counted.about("group", "id-1", 9)).isEmpty();
		assertThat(queries).hasValue(22);
	}

	@Test
	void namesAreListedOneByOneThoseThatAreGoneIncluded() {
		record("server.registered", "Old", null, "{}");
		record("server.edited", "new", "{}", "{}");
		AuditNames names = new AuditNames(this.jdbc);

		assertThat(names.servers(9)).containsExactly("new", "old");
		assertThat(names.servers(1)).containsExactly("new");
		assertThat(names.actors(9)).containsExactly("ada@example.com");
		assertThat(names.subject("id-1")).hasValue("new");
	}

	@Test
	void addressIsFoundInEachSpelling() {
		asSuperuser(
				"INSERT INTO audit_event (at, actor_kind, actor_name, action, subject_kind, subject_id, subject_name, "
						+ "client_address) VALUES (now(), 'PERSON', 'a', 'b', 'c', 'd', 'old', '2001:db8:0:0:0:0:0:7'); "
						+ "INSERT INTO audit_link SELECT 1, max(id), decode(repeat('00', 32), 'hex'), "
						+ "decode(repeat('00', 32), 'hex') FROM audit_event");

		assertThat(comingFrom(null, "2001:db8::7")).containsExactly("old");
		assertThat(comingFrom(null, "2001:DB8:0:0::7")).containsExactly("old");
		assertThat(comingFrom(null, "2001:db8:0:0:0:0:0:7")).containsExactly("old");
		assertThat(comingFrom(null, "2001:db8::8")).isEmpty();
	}

	private static List<String> some(Random chance, String... values) {
		return Stream.of(values).filter((value) -> chance.nextInt(3) == 0).toList();
	}

	private static boolean isBy(Recorded entry, List<String> actors) {
		String name = entry.actor().name().toLowerCase(Locale.ROOT);
		return actors.stream()
			.map((actor) -> actor.toLowerCase(Locale.ROOT))
			.anyMatch((actor) -> actor.contains("@") ? name.equals(actor) : name.contains(actor));
	}

	/** Each of the three had both names at some time, if it was ever called so. */
	private boolean isAbout(Recorded entry, List<String> servers) {
		return entry.subject().kind().equals("server") && servers.stream()
			.anyMatch((server) -> server.equalsIgnoreCase(entry.subject().id())
					|| this.everCalled(entry.subject().id(), server));
	}

	private boolean everCalled(String id, String name) {
		return this.jdbc
			.sql("SELECT count(*) > 0 FROM audit_event WHERE subject_kind = 'server' AND subject_id = :id "
					+ "AND subject_name ILIKE :name")
			.param("id", id)
			.param("name", name)
			.query(Boolean.class)
			.single();
	}

	private List<String> found(@Nullable Instant from, @Nullable Instant to, @Nullable String actor,
			@Nullable String action, @Nullable String subject, @Nullable String text) {
		return names(this.audit.find(new AuditFilter(from, to, values(actor), List.of(), values(action), List.of(),
				subject, null, null, text), null, 10));
	}

	private List<String> comingFrom(@Nullable String via, @Nullable String address) {
		return names(this.audit.find(
				new AuditFilter(null, null, List.of(), List.of(), List.of(), List.of(), null, via, address, null), null,
				10));
	}

	private static List<String> values(@Nullable String value) {
		return (value != null) ? List.of(value) : List.of();
	}

	private static void fromABrowser(Runnable change) {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/servers");
		request.setRemoteAddr("203.0.113.7");
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
		try {
			change.run();
		}
		finally {
			RequestContextHolder.resetRequestAttributes();
		}
	}

	private static FluentConfiguration migrations(DataSource database) {
		return Flyway.configure()
			.dataSource(database)
			.locations("classpath:db/migration", PortalRoleGrants.GRANTS)
			.placeholders(Map.of(PortalRoleGrants.ROLE, "audited"));
	}

	private static List<String> names(Page<AuditEvent> page) {
		return page.items().stream().map((event) -> event.subject().name()).toList();
	}

	private void record(String action, String name, @Nullable String before, @Nullable String after) {
		transaction().executeWithoutResult((status) -> this.recorder
			.on(new Recorded(ADA, action, new Subject("server", "id-1", name), json(before), json(after))));
	}

	private void change(String action) {
		this.recorder.on(new Recorded(ADA, action, new Subject("server", "id-1", "db1"), null, null));
	}

	private static @Nullable JsonNode json(@Nullable String text) {
		return (text != null) ? JsonMapper.shared().readTree(text) : null;
	}

	private long count(String table) {
		return this.jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
	}

	private static void asSuperuser(String statements) {
		JdbcClient.create(owner)
			.sql("BEGIN; SET LOCAL session_replication_role = replica; " + statements + "; COMMIT")
			.update();
	}

	private static HikariDataSource application() {
		return application;
	}

	private static TransactionTemplate transaction() {
		return new TransactionTemplate(new DataSourceTransactionManager(application));
	}

	private static HikariDataSource pool(String url) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(url);
		return pool;
	}

}

package dev.postern.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariDataSource;
import dev.postern.cloudflare.Cloudflare;
import dev.postern.grants.RunningGrants;
import dev.postern.history.search.Logins;
import dev.postern.history.search.StoredLogins;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.servers.ApplicationType;
import dev.postern.servers.Server;
import dev.postern.servers.ServerSpec;
import dev.postern.servers.Servers;
import dev.postern.tryout.EmbeddedDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * A history of its own database that imports from a log the test writes, at times it
 * sets.
 */
final class LoginHistoryExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

	static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	static final ServerId DB1 = ServerId.of("01920000-0000-7000-8000-000000000001");

	private static final Policy POLICY = new Policy("Allow example.com", Decision.ALLOW,
			List.of(new Selector.Email(EmailAddress.of("dev@example.com"))), List.of(), List.of(),
			JsonNodeFactory.instance.objectNode());

	private final RunningGrants grants = mock(RunningGrants.class);

	private final HistoryProperties properties = new HistoryProperties(Duration.ofMinutes(1), Duration.ofDays(365),
			Duration.ofHours(24), Duration.ofMinutes(2), Duration.ofHours(1), Duration.ofMinutes(10));

	private final HikariDataSource database = new HikariDataSource();

	private final List<Object> published = new ArrayList<>();

	private FakeLoginLog log = new FakeLoginLog();

	private Supplier<Cloudflare> source = () -> this.log.asCloudflare();

	private Instant now = NOON;

	private Policy policy = POLICY;

	@Override
	public void beforeAll(ExtensionContext context) {
		this.database.setJdbcUrl(EmbeddedDatabase.create().getJdbcUrl());
		Flyway.configure().dataSource(this.database).load().migrate();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		this.log = new FakeLoginLog();
		this.source = () -> this.log.asCloudflare();
		this.published.clear();
		this.now = NOON;
		this.policy = POLICY;
		forget();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		this.database.close();
	}

	HikariDataSource database() {
		return this.database;
	}

	/** Has nothing be imported yet. */
	void forget() {
		jdbc().sql("""
				TRUNCATE login_event, import_gap, unreadable_login, history_import;
				INSERT INTO history_import DEFAULT VALUES""").update();
	}

	/** Imports from this client instead of the log that the test writes. */
	void importFrom(Cloudflare cloudflare) {
		this.source = () -> cloudflare;
	}

	/** What Cloudflare has to tell. */
	FakeLoginLog log() {
		return this.log;
	}

	List<Object> published() {
		return this.published;
	}

	/** Somebody was let in to the one server for a while. */
	void granted(String email) {
		given(this.grants.runs(any(), eq(EmailAddress.of(email)), any())).willReturn(true);
	}

	/** What lets people in to the one server. */
	void policy(Policy policy) {
		this.policy = policy;
	}

	void now(Instant time) {
		this.now = time;
	}

	void importAt(Instant time) {
		this.now = time;
		loginImport().run();
	}

	LoginImport loginImport() {
		Servers servers = mock(Servers.class);
		given(servers.all()).willReturn(List.of(server()));
		TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(this.database));
		Clock clock = InstantSource.fixed(this.now).withZone(ZoneOffset.UTC);
		EntryStore entries = new EntryStore(jdbc(), this.properties);
		Cloudflare cloudflare = this.source.get();
		LoginSweep sweep = new LoginSweep(cloudflare, servers, this.grants,
				new SweepStore(jdbc(), transaction, entries, this.properties), this.properties);
		return new LoginImport(cloudflare, servers, this.grants, new LoginStore(jdbc(), transaction, entries), sweep,
				new Partitions(jdbc(), transaction, this.published::add, this.properties), this.properties, clock);
	}

	HistoryOverview overview() {
		return new HistoryOverview(jdbc(), this.properties, Clock.fixed(this.now, ZoneOffset.UTC));
	}

	UnreadableLogins unreadable() {
		return new UnreadableLogins(jdbc());
	}

	Logins logins() {
		return StoredLogins.in(jdbc());
	}

	/** The ray ids of all stored logins, newest first. */
	List<String> rays() {
		return jdbc().sql("SELECT ray_id FROM login_event ORDER BY created_at DESC, id DESC")
			.query((rs, row) -> rs.getString(1))
			.list();
	}

	List<String> partitions() {
		return jdbc().sql("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'login_event'::regclass")
			.query((rs, row) -> rs.getString(1))
			.list();
	}

	JdbcClient jdbc() {
		return JdbcClient.create(this.database);
	}

	private Server server() {
		ServerSpec spec = new ServerSpec("db1", Hostname.of("ssh-db1.example.jp"), ZoneId.of("z"),
				new TunnelId(UUID.randomUUID()), "ssh://localhost:22", "dev", ApplicationType.SSH, Duration.ofHours(24),
				false, "", List.of(this.policy));
		Instant edited = NOON.minus(Duration.ofHours(8));
		return new Server(DB1, spec, 1, Phase.READY, null, 1, 1, 1, null, edited, edited, null);
	}

}

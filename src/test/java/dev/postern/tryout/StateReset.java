package dev.postern.tryout;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.RememberedAnswer;
import dev.postern.directory.Directory;
import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.Tunnels;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * Puts the state back before the first test of a class, where another class used the same
 * application before: jobs are stopped, the Cloudflare account and the database are
 * emptied but for the tag that the application makes when it starts, what it remembers of
 * the account is forgotten or read anew, and jobs start as they do with it.
 */
class StateReset implements TestInstancePreConstructCallback {

	/** Applications outlive a run of JUnit where each class is run by itself. */
	private static final Map<ApplicationContext, Class<?>> USERS = new ConcurrentHashMap<>();

	/**
	 * References, and the guards that keep the audit from being changed, do not count for
	 * a replica. What migrations put in is put in again.
	 */
	private static final String EMPTY = """
			SET LOCAL lock_timeout = '20s';
			SET LOCAL session_replication_role = replica;
			DO $$
			DECLARE
			  tables regclass;
			BEGIN
			  FOR tables IN SELECT oid FROM pg_class
			    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'flyway_schema_history'
			  LOOP
			    EXECUTE 'DELETE FROM ' || tables;
			  END LOOP;
			END $$;
			INSERT INTO audit_head (seq, hash) VALUES (0, decode(repeat('00', 32), 'hex'));
			INSERT INTO history_import DEFAULT VALUES;
			""";

	@Override
	public void preConstructTestInstance(TestInstanceFactoryContext instance, ExtensionContext extension) {
		ApplicationContext application = SpringExtension.getApplicationContext(extension);
		Class<?> user = extension.getRequiredTestClass();
		Class<?> last = USERS.put(application, user);
		if (last != null && last != user) {
			reset(application);
		}
	}

	static void reset(ApplicationContext application) {
		FakeCloudflare cloudflare = application.getBean(FakeCloudflare.class);
		Lifecycle jobs = application.getBean("jobScheduler", Lifecycle.class);
		cloudflare.faults().clear();
		jobs.stop();
		DemoAccount.empty(cloudflare);
		cloudflare.asSomebodyElse().addTag(Cloudflare.TAG);
		empty(application.getBean(JdbcConnectionDetails.class).getJdbcUrl());
		application.getBean(Tunnels.class).find(new TunnelId(UUID.randomUUID()));
		forgetAccount(application.getBean(Directory.class));
		cloudflare.journal().clear();
		jobs.start();
	}

	/**
	 * What a class puts into the account is to be seen at once, as after a start; the
	 * portal itself has nothing to forget.
	 */
	private static void forgetAccount(Directory directory) {
		Object account = ReflectionTestUtils.getField(directory, "account");
		((RememberedAnswer<?>) Objects.requireNonNull(account)).forget();
	}

	private static void empty(String url) {
		try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute(EMPTY);
			connection.commit();
		}
		catch (SQLException ex) {
			throw new IllegalStateException("can't empty the database " + url, ex);
		}
	}

}

package dev.postern.kernel.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import dev.postern.tryout.EmbeddedDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

class RememberedTableTests {

	private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.create();

	private static final DriverManagerDataSource SOURCE = new DriverManagerDataSource(DATABASE.getJdbcUrl(),
			DATABASE.getUsername(), DATABASE.getPassword());

	private static final String READ = "SELECT name FROM thing ORDER BY name";

	private final JdbcClient jdbc = JdbcClient.create(SOURCE);

	private final RememberedTable<List<String>> things = new RememberedTable<>(this.jdbc, "thing",
			() -> this.jdbc.sql(READ).query(String.class).list());

	@BeforeEach
	void threeThings() {
		this.jdbc.sql("DROP TABLE IF EXISTS thing").update();
		this.jdbc.sql("CREATE TABLE thing (name text NOT NULL)").update();
		this.jdbc.sql("INSERT INTO thing VALUES ('a'), ('b'), ('c')").update();
	}

	@Test
	void givesTheSameObjectWhileNothingChanges() {
		List<String> before = this.things.get();

		assertThat(before).containsExactly("a", "b", "c");
		assertThat(this.things.get()).isSameAs(before);
	}

	@Test
	void anEmptyTableIsRememberedToo() {
		this.jdbc.sql("DELETE FROM thing").update();

		assertThat(this.things.get()).isEmpty();
		assertThat(this.things.get()).isSameAs(this.things.get());
	}

	@ParameterizedTest
	@ValueSource(strings = { "INSERT INTO thing VALUES ('d')", "DELETE FROM thing WHERE name = 'b'",
			"UPDATE thing SET name = 'e' WHERE name = 'a'", "UPDATE thing SET name = name WHERE name = 'a'",
			"DELETE FROM thing",
			"WITH gone AS (DELETE FROM thing RETURNING name) INSERT INTO thing SELECT * FROM gone" })
	void readsAnewAfterEachChange(String change) {
		List<String> before = this.things.get();
		this.jdbc.sql(change).update();

		assertThat(this.things.get()).isNotSameAs(before).isEqualTo(this.jdbc.sql(READ).query(String.class).list());
	}

	@Test
	void seesTransactionsThatEndInAnotherOrderThanTheyBegan() throws SQLException {
		try (Connection first = begun("UPDATE thing SET name = 'first' WHERE name = 'a'");
				Connection second = begun("UPDATE thing SET name = 'second' WHERE name = 'b'")) {
			assertThat(this.things.get()).containsExactly("a", "b", "c");
			second.commit();
			assertThat(this.things.get()).containsExactly("a", "c", "second");
			first.commit();
			assertThat(this.things.get()).containsExactly("c", "first", "second");
		}
	}

	@Test
	void keepsNothingOfATransactionThatFails() {
		List<String> before = this.things.get();
		TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(SOURCE));

		transaction.executeWithoutResult((status) -> {
			this.jdbc.sql("UPDATE thing SET name = 'z' WHERE name = 'a'").update();
			assertThat(this.things.get()).containsExactly("b", "c", "z");
			status.setRollbackOnly();
		});

		assertThat(this.things.get()).isSameAs(before);
	}

	private static Connection begun(String change) throws SQLException {
		Connection connection = SOURCE.getConnection();
		connection.setAutoCommit(false);
		try (Statement statement = connection.createStatement()) {
			statement.executeUpdate(change);
		}
		return connection;
	}

}

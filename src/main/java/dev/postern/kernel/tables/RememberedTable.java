package dev.postern.kernel.tables;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What was read of a table, as long as the table has the same rows. Each look asks the
 * database for a sum over the versions of the rows, which is far less than the rows, and
 * gives the same object while that stays the same. What a transaction sees may be its own
 * or older than what others see, so within one the table is read each time.
 *
 * @param <T> the type of what is read, immutable
 */
public final class RememberedTable<T> {

	private final JdbcClient jdbc;

	private final String sum;

	private final Supplier<T> reading;

	private volatile @Nullable Kept<T> kept;

	/**
	 * Remembers a table.
	 * @param table the name of the table, as code writes it, or several tables as one of
	 * which the columns {@code xmin} and {@code ctid} can be asked
	 * @param reading reads it
	 */
	public RememberedTable(JdbcClient jdbc, String table, Supplier<T> reading) {
		this.jdbc = jdbc;
		this.sum = "SELECT CAST(coalesce(sum(hashtextextended(concat(xmin, ctid), 0)), 0) AS text) FROM " + table;
		this.reading = reading;
	}

	/** What the table holds now, or held when it was read for the same page. */
	public T get() {
		if (TransactionSynchronizationManager.isActualTransactionActive()) {
			return this.reading.get();
		}
		return PageReads.once(this, this::current);
	}

	private T current() {
		String versions = this.jdbc.sql(this.sum).query(String.class).single();
		Kept<T> last = this.kept;
		if (last != null && last.versions().equals(versions)) {
			return last.value();
		}
		T value = this.reading.get();
		this.kept = new Kept<>(versions, value);
		return value;
	}

	/**
	 * What was read.
	 *
	 * @param versions of the rows, just before they were read; what changed in between
	 * makes the next look read again
	 */
	private record Kept<T>(String versions, T value) {
	}

}

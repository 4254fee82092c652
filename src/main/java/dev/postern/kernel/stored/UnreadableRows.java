package dev.postern.kernel.stored;

import java.time.DateTimeException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Leaves out rows of a table that cannot be read, since Postern did not write them, so
 * that lists go on without them. The log has each of them once.
 */
public final class UnreadableRows {

	private static final Logger log = LoggerFactory.getLogger(UnreadableRows.class);

	private static final int MOST_LOGGED = 1_000;

	private final String table;

	private final Set<Object> logged = ConcurrentHashMap.newKeySet();

	public UnreadableRows(String table) {
		this.table = table;
	}

	/**
	 * What a row says.
	 * @param id by which somebody finds it
	 * @return empty when it cannot be read
	 */
	public <T> Optional<T> read(Object id, Supplier<T> row) {
		try {
			return Optional.of(row.get());
		}
		catch (IllegalArgumentException | DateTimeException | JacksonException ex) {
			if (this.logged.size() < MOST_LOGGED && this.logged.add(id)) {
				log.error("Left out a row that Postern did not write table={} row={} failure={}", this.table, id,
						ex.getClass().getSimpleName());
			}
			return Optional.empty();
		}
	}

}

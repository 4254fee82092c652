package dev.postern.kernel.tables;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What was read while one page is put together: its panels, each of which asks for
 * itself, show one state, and nothing is read twice for them. Outside of a page and
 * within a transaction everything is read.
 */
public final class PageReads {

	private static final ScopedValue<Map<Object, Object>> READ = ScopedValue.newInstance();

	private PageReads() {
	}

	/**
	 * Runs what makes one page; within it nothing is read twice.
	 * @param page what it returns is ignored
	 */
	public static <X extends Throwable> void onePage(ScopedValue.CallableOp<?, X> page) throws X {
		ScopedValue.where(READ, new HashMap<>()).call(page);
	}

	/**
	 * Reads something, unless it was read for this page before.
	 * @param what names it, by its store and what it is asked for; equal for the same. A
	 * store that is written while pages are made names the state of it, too
	 * @param reading never gives {@code null}
	 */
	@SuppressWarnings("unchecked")
	public static <T> T once(Object what, Supplier<T> reading) {
		if (!READ.isBound() || TransactionSynchronizationManager.isActualTransactionActive()) {
			return reading.get();
		}
		Object known = READ.get().get(what);
		if (known != null) {
			return (T) known;
		}
		T read = reading.get();
		READ.get().put(what, read);
		return read;
	}

}

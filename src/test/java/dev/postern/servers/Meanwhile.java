package dev.postern.servers;

import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.awaitility.Awaitility.await;

/** Lets something happen in the middle of somebody's transaction. */
@TestComponent
class Meanwhile {

	private final Deque<Runnable> insideNextEdit = new ConcurrentLinkedDeque<>();

	private final JdbcClient jdbc;

	Meanwhile(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Runs when the next edit is flushed and not yet committed. */
	void insideNextEdit(Runnable action) {
		this.insideNextEdit.add(action);
	}

	/** Starts something that has to wait for a lock, and comes back when it does. */
	<T> CompletableFuture<T> blocked(Supplier<T> action) {
		CompletableFuture<T> result = CompletableFuture.supplyAsync(action,
				(task) -> Thread.ofPlatform().name("meanwhile").start(task));
		await().until(() -> waitingForLocks() > 0);
		return result;
	}

	private int waitingForLocks() {
		return this.jdbc.sql("""
				SELECT count(*) FROM pg_stat_activity
				 WHERE datname = current_database() AND wait_event_type = 'Lock'""").query(Integer.class).single();
	}

	@EventListener
	void edited(ServerEdited event) {
		Runnable action = this.insideNextEdit.poll();
		if (action != null) {
			action.run();
		}
	}

}

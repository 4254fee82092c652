package dev.postern.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps a partition for each month ready, and drops what is too old. */
@Component
class Partitions {

	private static final Logger log = LoggerFactory.getLogger(Partitions.class);

	private static final int MONTHS_AHEAD = 2;

	private final JdbcClient jdbc;

	private final TransactionOperations transaction;

	private final ApplicationEventPublisher events;

	private final HistoryProperties properties;

	private volatile @Nullable LocalDate maintained;

	Partitions(JdbcClient jdbc, TransactionOperations transaction, ApplicationEventPublisher events,
			HistoryProperties properties) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.events = events;
		this.properties = properties;
	}

	/** Does what is due; once a day there is something to look for. */
	void maintain(Instant now) {
		LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
		if (today.equals(this.maintained)) {
			return;
		}
		YearMonth oldest = YearMonth.from(now.minus(this.properties.retention()).atOffset(ZoneOffset.UTC));
		YearMonth newest = YearMonth.from(today).plusMonths(MONTHS_AHEAD);
		for (YearMonth month = oldest; !month.isAfter(newest); month = month.plusMonths(1)) {
			prepare(month);
		}
		this.transaction.executeWithoutResult((status) -> drop(now.minus(this.properties.keep())));
		this.maintained = today;
	}

	private void prepare(YearMonth month) {
		boolean created = this.jdbc.sql("SELECT history_prepare_month(:day)")
			.param("day", month.atDay(1))
			.query(Boolean.class)
			.single();
		if (created) {
			log.info("Made room for the logins of a month month={}", month);
		}
	}

	/** Dropping a partition sets off no trigger. */
	private void drop(Instant moment) {
		this.jdbc.sql("UPDATE history_import SET logins_state = gen_random_uuid()").update();
		List<String> dropped = this.jdbc.sql("SELECT history_drop_before(:moment)")
			.param("moment", moment.atOffset(ZoneOffset.UTC))
			.query((rs, row) -> rs.getString(1))
			.list();
		this.jdbc.sql("DELETE FROM unreadable_login WHERE first_seen_at < :moment")
			.param("moment", moment.atOffset(ZoneOffset.UTC))
			.update();
		for (String partition : dropped) {
			log.info("Dropped the logins of a month partition={} keep={}", partition, this.properties.keep());
			this.events.publishEvent(new Recorded(Actor.postern("history"), "history.dropped",
					new Subject("logins", partition, partition),
					JsonNodeFactory.instance.objectNode().put("until", moment.toString()), null));
		}
	}

}

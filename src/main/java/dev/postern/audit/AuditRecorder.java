package dev.postern.audit;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import dev.postern.identity.traces.RequestSource;
import dev.postern.kernel.Recorded;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes an entry for each change, inside the transaction of the change: one does not
 * exist without the other (I10).
 */
@Component
class AuditRecorder {

	private static final String RECORD = """
			SELECT audit_record(:at, :actorKind, :actorName, :action, :subjectKind, :subjectId, :subjectName,
			  :before, :after, :requestId, :via, :address)""";

	private final JdbcClient jdbc;

	private final Clock clock;

	AuditRecorder(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@EventListener
	void on(Recorded change) {
		if (!TransactionSynchronizationManager.isActualTransactionActive()) {
			throw new IllegalStateException("'%s' was published outside a transaction".formatted(change.action()));
		}
		RequestSource origin = RequestSource.current();
		this.jdbc.sql(RECORD)
			.param("at", this.clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
			.param("actorKind", change.actor().kind().name())
			.param("actorName", change.actor().name())
			.param("action", change.action())
			.param("subjectKind", change.subject().kind())
			.param("subjectId", change.subject().id())
			.param("subjectName", change.subject().name())
			.param("before", text(change.before()))
			.param("after", text(change.after()))
			.param("requestId", MDC.get("request"))
			.param("via", origin.via())
			.param("address", origin.address())
			.query(Long.class)
			.single();
	}

	private static @Nullable String text(@Nullable JsonNode state) {
		JsonNode clean = Redaction.withoutSecrets(state);
		return (clean != null) ? clean.toString() : null;
	}

}

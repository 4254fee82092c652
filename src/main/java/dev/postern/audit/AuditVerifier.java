package dev.postern.audit;

import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import dev.postern.audit.Verification.Broken;
import dev.postern.audit.Verification.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Proves that the audit is as it was written, or says where it is not. */
@Service
public class AuditVerifier {

	private static final Logger log = LoggerFactory.getLogger(AuditVerifier.class);

	private static final int CHUNK = 1000;

	private final JdbcClient jdbc;

	private final Clock clock;

	AuditVerifier(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Walks along the whole chain, a part of it in memory at a time. */
	public Verification verify() {
		Verification found = this.jdbc.sql("SELECT seq, hash FROM audit_head")
			.query((rs, row) -> new ChainPosition(rs.getLong("seq"), HexFormat.of().formatHex(rs.getBytes("hash"))))
			.optional()
			.map(this::walk)
			.orElseGet(() -> broken(1, Fault.MISSING));
		if (found instanceof Broken broken) {
			log.error("The audit was altered seq={} fault={}", broken.seq(), broken.fault());
		}
		return found;
	}

	private Verification walk(ChainPosition end) {
		ChainPosition position = ChainPosition.START;
		while (position.seq < end.seq) {
			List<ChainLink> links = after(position, end);
			if (links.isEmpty()) {
				return broken(position.seq + 1, Fault.MISSING);
			}
			for (ChainLink link : links) {
				if (link.seq() != position.seq + 1 || !link.holdsEntry()) {
					return broken(position.seq + 1, Fault.MISSING);
				}
				if (!link.previousHash().equals(position.hash)) {
					return broken(link.seq(), Fault.UNLINKED);
				}
				if (!link.isGenuine()) {
					return broken(link.seq(), Fault.ALTERED);
				}
				position = new ChainPosition(link.seq(), link.hash());
			}
		}
		if (!position.hash.equals(end.hash)) {
			return broken(end.seq, Fault.ALTERED);
		}
		return findStray(end).orElseGet(() -> new Verification.Intact(end.seq, end.hash, this.clock.instant()));
	}

	private List<ChainLink> after(ChainPosition position, ChainPosition end) {
		return this.jdbc.sql("SELECT " + ChainLink.COLUMNS + """
				 FROM audit_link l LEFT JOIN audit_event e ON e.id = l.event_id
				WHERE l.seq > :seq AND l.seq <= :end ORDER BY l.seq LIMIT :size""")
			.param("seq", position.seq)
			.param("end", end.seq)
			.param("size", CHUNK)
			.query(ChainLink::of)
			.list();
	}

	/** Links after the end, or entries outside the chain, as far as they are not new. */
	private Optional<Verification> findStray(ChainPosition end) {
		boolean headIsOld = this.jdbc
			.sql("SELECT EXISTS (SELECT FROM audit_link WHERE seq > (SELECT max(seq) FROM audit_head))")
			.query(Boolean.class)
			.single();
		boolean unlinked = this.jdbc
			.sql("SELECT EXISTS (SELECT FROM audit_event e WHERE NOT EXISTS "
					+ "(SELECT FROM audit_link l WHERE l.event_id = e.id))")
			.query(Boolean.class)
			.single();
		return (headIsOld || unlinked) ? Optional.of(broken(end.seq + 1, Fault.ADDED)) : Optional.empty();
	}

	private Broken broken(long seq, Fault fault) {
		return new Broken(seq, fault, this.clock.instant());
	}

	private record ChainPosition(long seq, String hash) {

		private static final ChainPosition START = new ChainPosition(0, "0".repeat(64));

	}

}

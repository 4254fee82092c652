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
		Place end = this.jdbc.sql("SELECT seq, hash FROM audit_head")
			.query((rs, row) -> new Place(rs.getLong("seq"), HexFormat.of().formatHex(rs.getBytes("hash"))))
			.optional()
			.orElse(Place.START);
		Verification found = walk(end);
		if (found instanceof Broken broken) {
			log.error("The audit was altered seq={} fault={}", broken.seq(), broken.fault());
		}
		return found;
	}

	private Verification walk(Place end) {
		Place place = Place.START;
		while (place.seq < end.seq) {
			List<Link> links = after(place, end);
			if (links.isEmpty()) {
				return broken(place.seq + 1, Fault.MISSING);
			}
			for (Link link : links) {
				if (link.seq() != place.seq + 1 || !link.holdsEntry()) {
					return broken(place.seq + 1, Fault.MISSING);
				}
				if (!link.previousHash().equals(place.hash)) {
					return broken(link.seq(), Fault.UNLINKED);
				}
				if (!link.isGenuine()) {
					return broken(link.seq(), Fault.ALTERED);
				}
				place = new Place(link.seq(), link.hash());
			}
		}
		if (!place.hash.equals(end.hash)) {
			return broken(end.seq, Fault.ALTERED);
		}
		return stray(end).orElseGet(() -> new Verification.Intact(end.seq, end.hash, this.clock.instant()));
	}

	private List<Link> after(Place place, Place end) {
		return this.jdbc.sql("SELECT " + Link.COLUMNS + """
				 FROM audit_link l LEFT JOIN audit_event e ON e.id = l.event_id
				WHERE l.seq > :seq AND l.seq <= :end ORDER BY l.seq LIMIT :size""")
			.param("seq", place.seq)
			.param("end", end.seq)
			.param("size", CHUNK)
			.query(Link::of)
			.list();
	}

	/** Links after the end, or entries outside the chain, as far as they are not new. */
	private Optional<Verification> stray(Place end) {
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

	private record Place(long seq, String hash) {

		private static final Place START = new Place(0, "0".repeat(64));

	}

}

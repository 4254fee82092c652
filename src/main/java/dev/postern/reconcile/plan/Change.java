package dev.postern.reconcile.plan;

import java.util.Collection;
import java.util.List;

import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.ZoneId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing to be done at Cloudflare; says before and after, so it can be shown and
 * applied.
 */
public sealed interface Change {

	Phase phase();

	/** The hostnames that it concerns. */
	Collection<Hostname> hostnames();

	/**
	 * When a change has its turn. The order is what keeps I1: protect, then route, then
	 * expose; conceal, unroute, unprotect.
	 */
	enum Phase {

		PROTECT(Stage.PROTECT), CONCEAL(Stage.ROUTE), ROUTE(Stage.ROUTE), EXPOSE(Stage.EXPOSE),
		UNPROTECT(Stage.UNPROTECT);

		private final Stage stage;

		Phase(Stage stage) {
			this.stage = stage;
		}

		public Stage stage() {
			return this.stage;
		}

	}

	/**
	 * Changes that may be applied on one and the same observation. What a stage has done
	 * is observed before the next begins, so that nothing is routed or exposed on a
	 * protection that was not seen, and no protection is taken away from a route that may
	 * still stand.
	 */
	enum Stage {

		PROTECT, ROUTE, EXPOSE, UNPROTECT

	}

	/** A change that concerns one server. */
	sealed interface OfServer extends Change {

		ServerId server();

		Hostname hostname();

		@Override
		default Collection<Hostname> hostnames() {
			return List.of(hostname());
		}

	}

	/** Makes the Access application, its policies inside. */
	record CreateApp(ServerId server, Hostname hostname, ApplicationSpec after) implements OfServer {

		@Override
		public Phase phase() {
			return Phase.PROTECT;
		}

	}

	/**
	 * Brings an Access application to what it shall be.
	 *
	 * @param body the whole application as it stands, to be sent back with the new values
	 */
	record UpdateApp(ServerId server, Hostname hostname, AccessAppId app, ApplicationSpec before, ApplicationSpec after,
			ObjectNode body) implements OfServer {

		@Override
		public Phase phase() {
			return Phase.PROTECT;
		}

	}

	/** Removes an Access application. */
	record DeleteApp(ServerId server, Hostname hostname, AccessAppId app, ApplicationSpec before) implements OfServer {

		@Override
		public Phase phase() {
			return Phase.UNPROTECT;
		}

	}

	/**
	 * Replaces a tunnel's configuration.
	 *
	 * @param expectedVersion the version that {@code before} was read at
	 * @param before {@code null} when there never was a configuration
	 * @param edits what becomes of our rules; all others stay as they are
	 */
	record ReplaceIngress(int expectedVersion, @Nullable ObjectNode before, ObjectNode after,
			List<RuleEdit> edits) implements Change {

		public ReplaceIngress {
			edits = List.copyOf(edits);
		}

		@Override
		public Phase phase() {
			return Phase.ROUTE;
		}

		@Override
		public Collection<Hostname> hostnames() {
			return this.edits.stream().map(RuleEdit::hostname).toList();
		}

	}

	/** Makes the DNS record that leads to the tunnel. */
	record CreateDns(ServerId server, Hostname hostname, ZoneId zone, RecordSpec after) implements OfServer {

		@Override
		public Phase phase() {
			return Phase.EXPOSE;
		}

	}

	/** Brings a DNS record to what it shall be. */
	record UpdateDns(ServerId server, Hostname hostname, ZoneId zone, DnsRecordId id, RecordSpec before,
			RecordSpec after) implements OfServer {

		@Override
		public Phase phase() {
			return Phase.EXPOSE;
		}

	}

	/** Removes a DNS record. */
	record DeleteDns(ServerId server, Hostname hostname, ZoneId zone, DnsRecordId id,
			RecordSpec before) implements OfServer {

		@Override
		public Phase phase() {
			return Phase.CONCEAL;
		}

	}

}

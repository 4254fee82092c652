package dev.postern.servers;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Cursor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Page;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.servers.references.ReferenceStore;
import dev.postern.servers.risks.PolicyLints;
import dev.postern.servers.risks.PolicyWarning;
import dev.postern.servers.risks.UnacknowledgedPolicyWarnings;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The registry of servers. Every change bumps the generation, publishes
 * {@link ServerEdited} and a {@code Recorded}, all in one transaction.
 */
@Service
public class Servers {

	private final ServerRecords records;

	private final ServerChecks checks;

	private final ReferenceStore references;

	private final PolicyCache cache;

	private final PolicyLints lints;

	private final ServerEventPublisher publisher;

	private final JsonMapper json;

	private final Clock clock;

	private final TransactionTemplate transactions;

	Servers(ServerRecords records, ServerChecks checks, ReferenceStore references, PolicyCache cache, PolicyLints lints,
			ServerEventPublisher publisher, JsonMapper json, Clock clock, TransactionTemplate transactions) {
		this.records = records;
		this.checks = checks;
		this.references = references;
		this.cache = cache;
		this.lints = lints;
		this.publisher = publisher;
		this.json = json;
		this.clock = clock;
		this.transactions = transactions;
	}

	/**
	 * Checks a draft against the rules and the registry, without storing it.
	 * @throws InvalidInput with everything that is wrong
	 */
	public ServerSpec check(ServerDraft draft, @Nullable ServerId existing) {
		return this.checks.check(draft, existing);
	}

	/**
	 * What somebody has to say yes to before a draft is stored.
	 * @throws InvalidInput with everything that is wrong
	 */
	public List<PolicyWarning> warnings(ServerDraft draft, @Nullable ServerId existing) {
		return this.lints.warnings(check(draft, existing).appPolicies(),
				(existing != null) ? get(existing).spec().appPolicies() : null);
	}

	/** Registers a server whose policies carry no risk that has to be acknowledged. */
	public Server register(ServerDraft draft, Actor actor) {
		return register(draft, Set.of(), actor);
	}

	/**
	 * Registers a server; from then on Cloudflare follows.
	 * @param acknowledged the ids or codes of the warnings that somebody said yes to
	 * @throws InvalidInput with everything that is wrong
	 * @throws UnacknowledgedPolicyWarnings with every warning that nobody said yes to
	 */
	public Server register(ServerDraft draft, Set<String> acknowledged, Actor actor) {
		ServerSpec spec = check(draft, null);
		List<PolicyWarning> warnings = accepted(this.lints.warnings(spec.appPolicies(), null), acknowledged);
		return store(spec, () -> {
			ServerRecord record = new ServerRecord(new ServerId(UUID.randomUUID()), spec, now());
			return published(null, saved(record), warnings, "server.registered", actor);
		});
	}

	/** Edits a server so that no new risk has to be acknowledged. */
	public Server edit(ServerId id, long version, ServerDraft draft, Actor actor) {
		return edit(id, version, draft, Set.of(), actor);
	}

	/**
	 * Changes what is wanted of a server. Wanting what is wanted already changes nothing.
	 * @param acknowledged the ids or codes of the warnings that somebody said yes to
	 * @throws StaleServer when {@code version} is not the current one
	 * @throws ServerRetired when the server is being removed
	 * @throws InvalidInput with everything that is wrong
	 * @throws UnacknowledgedPolicyWarnings with every warning that nobody said yes to
	 */
	public Server edit(ServerId id, long version, ServerDraft draft, Set<String> acknowledged, Actor actor) {
		Server seen = editable(get(id), version);
		ServerSpec spec = check(draft, id);
		List<PolicyWarning> warnings = accepted(this.lints.warnings(spec.appPolicies(), seen.spec().appPolicies()),
				acknowledged);
		try {
			return store(spec, () -> {
				ServerRecord record = load(id);
				Server before = editable(record.server(), version);
				if (before.spec().equals(spec)) {
					return before;
				}
				record.change(spec, now());
				return published(before, saved(record), warnings, "server.edited", actor);
			});
		}
		catch (OptimisticLockingFailureException ex) {
			throw new StaleServer(get(id));
		}
	}

	/**
	 * Asks for the removal of a server; asking again is no error.
	 * @throws ServerNotFound when there is none
	 */
	public Server retire(ServerId id, Actor actor) {
		return inTransaction(() -> {
			ServerRecord record = this.records.lockById(id.value()).orElseThrow(() -> new ServerNotFound(id));
			Server before = record.server();
			if (before.retired()) {
				return before;
			}
			record.retire(now());
			this.references.releaseTokens(id);
			return published(before, this.records.saveAndFlush(record), List.of(), "server.removal_requested", actor);
		});
	}

	@Transactional(readOnly = true)
	public Optional<Server> find(ServerId id) {
		return this.records.findById(id.value()).map(this.cache::server);
	}

	/** All servers of a tunnel, the retired ones too, in one read. */
	@Transactional(readOnly = true)
	public List<Server> onTunnel(TunnelId tunnel) {
		return servers(this.records.findByTunnelIdOrderByName(tunnel.value()));
	}

	/** Servers of these tunnels that stand at Cloudflare as wanted, by name. */
	@Transactional(readOnly = true)
	public List<Server> readyOn(Collection<TunnelId> tunnels, int most) {
		return servers(this.records.findByTunnelIdInAndPhaseOrderByName(tunnels.stream().map(TunnelId::value).toList(),
				Phase.READY, Limit.of(most)));
	}

	/** All servers that are not retired, by name, in one read. */
	@Transactional(readOnly = true)
	public List<Server> all() {
		return servers(this.records.findByRetiredAtIsNullOrderByName());
	}

	/** Those of these servers that are not retired, by name, in one read. */
	@Transactional(readOnly = true)
	public List<Server> active(Collection<ServerId> ids) {
		return servers(this.records.findActive(ids.stream().map(ServerId::value).toArray(UUID[]::new)));
	}

	/** All servers that are being removed, by name, in one read. */
	@Transactional(readOnly = true)
	public List<Server> retired() {
		return servers(this.records.findByRetiredAtIsNotNullOrderByName());
	}

	/**
	 * Servers that match a filter, the retired ones too, newest first.
	 * @param cursor where the part before ended; {@code null} or empty for the first
	 * @throws InvalidInput when the cursor is none of ours
	 */
	@Transactional(readOnly = true)
	public Page<Server> search(ServerFilter filter, @Nullable String cursor, int size) {
		Place after = Cursor.read(cursor, Place.START, (key) -> new Place(key.instant(), key.uuid()));
		Set<Phase> phases = filter.phases().isEmpty() ? EnumSet.allOf(Phase.class) : filter.phases();
		TunnelId tunnel = filter.tunnel();
		List<Server> found = servers(this.records.search(filter.pattern(), phases,
				(tunnel != null) ? tunnel.value() : null, after.createdAt(), after.id(), Limit.of(size + 1)));
		return Page.of(found, size, (last) -> Cursor.after(last.createdAt(), last.id()));
	}

	/** How many servers are in each phase; phases without any are left out. */
	@Transactional(readOnly = true)
	public Map<Phase, Long> countByPhase() {
		return this.records.countByPhase()
			.stream()
			.collect(Collectors.toMap(ServerRecords.PhaseCount::phase, ServerRecords.PhaseCount::servers, Long::sum,
					() -> new EnumMap<>(Phase.class)));
	}

	/** Notes how far Cloudflare is; no change of what is wanted. */
	@Transactional
	public void report(ServerId id, Phase phase, @Nullable Problem problem) {
		this.records.report(id.value(), phase.name(), (problem != null) ? this.json.writeValueAsString(problem) : null);
	}

	/**
	 * Notes that a generation was seen to stand at Cloudflare: READY if still the newest.
	 */
	@Transactional
	public void applied(ServerId id, long generation) {
		this.records.applied(id.value(), generation, Phase.READY.name(), null);
	}

	/**
	 * The same of a generation that stands and of which people have to know something.
	 */
	@Transactional
	public void applied(ServerId id, long generation, Phase phase, Problem problem) {
		this.records.applied(id.value(), generation, phase.name(), this.json.writeValueAsString(problem));
	}

	/**
	 * Notes that the application says who gets in by a generation, whatever becomes of
	 * the rest of the server.
	 */
	@Transactional
	public void guarded(ServerId id, long generation) {
		this.records.guarded(id.value(), generation);
	}

	/** Notes that a zone of the same name came in place of the server's zone. */
	@Transactional
	public void moveToZone(ServerId id, ZoneId zone, Actor actor) {
		this.records.lockById(id.value()).map(ServerRecord::server).ifPresent((server) -> {
			this.records.moveToZone(id.value(), zone.value());
			this.publisher.movedToZone(server, zone, actor);
		});
	}

	/**
	 * Drops a retired server of which nothing is left at Cloudflare. Dropping it again is
	 * no error.
	 */
	@Transactional
	public void forget(ServerId id, Actor actor) {
		this.records.lockById(id.value()).ifPresent((record) -> {
			Server last = record.server();
			if (!last.retired()) {
				throw new IllegalStateException("server %s is not retired".formatted(id));
			}
			this.records.delete(record);
			this.publisher.forgotten(last, actor);
		});
	}

	private Server get(ServerId id) {
		return find(id).orElseThrow(() -> new ServerNotFound(id));
	}

	private ServerRecord load(ServerId id) {
		return this.records.findById(id.value()).orElseThrow(() -> new ServerNotFound(id));
	}

	private static Server editable(Server server, long version) {
		if (server.retired()) {
			throw new ServerRetired(server);
		}
		if (server.version() != version) {
			throw new StaleServer(server);
		}
		return server;
	}

	/** Somebody may take the name or hostname between the check and the commit. */
	private Server store(ServerSpec spec, Supplier<Server> change) {
		try {
			return inTransaction(change);
		}
		catch (DataIntegrityViolationException ex) {
			if (ex.getCause() instanceof ConstraintViolationException violation) {
				throw ConstraintViolations.problem(violation, spec)
					.<RuntimeException>map((problem) -> new InvalidInput(List.of(problem)))
					.orElse(ex);
			}
			throw ex;
		}
	}

	private ServerRecord saved(ServerRecord record) {
		ServerRecord saved = this.records.saveAndFlush(record);
		ServerSpec spec = saved.server().spec();
		this.references.replace(saved.id(), spec.name(), spec.policies());
		return saved;
	}

	private Server inTransaction(Supplier<Server> change) {
		return Objects.requireNonNull(this.transactions.execute((status) -> change.get()));
	}

	private static List<PolicyWarning> accepted(List<PolicyWarning> warnings, Set<String> acknowledged) {
		List<PolicyWarning> open = warnings.stream().filter((warning) -> !warning.isIn(acknowledged)).toList();
		if (!open.isEmpty()) {
			throw new UnacknowledgedPolicyWarnings(open);
		}
		return warnings;
	}

	private Server published(@Nullable Server before, ServerRecord record, List<PolicyWarning> acknowledged,
			String action, Actor actor) {
		Server after = record.server();
		this.publisher.changed(before, after, acknowledged, action, actor);
		return after;
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private List<Server> servers(List<ServerRecord> records) {
		return records.stream().map(this.cache::server).toList();
	}

	/** A place in the list of servers, newest first. */
	private record Place(Instant createdAt, UUID id) {

		private static final Place START = new Place(Cursor.END_OF_TIME, Cursor.LAST_ID);

	}

}

package dev.postern.servers;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
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
import dev.postern.kernel.tables.PageReads;
import dev.postern.servers.references.ReferenceStore;
import dev.postern.servers.risks.PolicyLints;
import dev.postern.servers.risks.PolicyWarning;
import dev.postern.servers.risks.UnacknowledgedPolicyWarnings;
import dev.postern.tunnels.Standings;
import dev.postern.tunnels.TunnelStandings;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
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

	private final RememberedServers remembered;

	private final PolicyLints lints;

	private final ServerEventPublisher publisher;

	private final TunnelStandings standings;

	private final ServerLives lives;

	private final JsonMapper json;

	private final Clock clock;

	private final TransactionTemplate transactions;

	Servers(ServerRecords records, ServerChecks checks, ReferenceStore references, RememberedServers remembered,
			PolicyLints lints, ServerEventPublisher publisher, TunnelStandings standings, ServerLives lives,
			JsonMapper json, Clock clock, TransactionTemplate transactions) {
		this.records = records;
		this.checks = checks;
		this.references = references;
		this.remembered = remembered;
		this.lints = lints;
		this.publisher = publisher;
		this.standings = standings;
		this.lives = lives;
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
		return change(id, version, spec, warnings, actor);
	}

	/**
	 * Changes what is wanted of a server where that cannot be wrong: its names, its way
	 * and its policies stay.
	 * @throws StaleServer when {@code version} is not the current one
	 * @throws ServerRetired when the server is being removed
	 */
	public Server adjust(ServerId id, long version, ServerSpec spec, Actor actor) {
		return change(id, version, spec, List.of(), actor);
	}

	private Server change(ServerId id, long version, ServerSpec spec, List<PolicyWarning> acknowledged, Actor actor) {
		try {
			return store(spec, () -> {
				ServerRecord record = load(id);
				Server before = editable(record.server(), version);
				if (before.spec().equals(spec)) {
					return before;
				}
				if (before.spec().differsInTagsOnly(spec)) {
					return tagged(record, before, spec.tags(), actor);
				}
				record.change(spec, now());
				ServerRecord saved = saved(record);
				if (!before.spec().tunnel().equals(spec.tunnel())) {
					this.records.unrouted(id.value());
				}
				return published(before, saved, acknowledged, "server.edited", actor);
			});
		}
		catch (OptimisticLockingFailureException ex) {
			throw new StaleServer(get(id));
		}
	}

	/**
	 * Asks for the removal of servers in one transaction, so that a run over their tunnel
	 * sees all of them or none, locked in the order of the database's index. Those that
	 * are not as somebody has seen them stay.
	 * @param versions what somebody has seen
	 * @return those that are being removed now
	 */
	public List<Server> retire(Map<ServerId, Long> versions, Actor actor) {
		return Objects.requireNonNull(this.transactions.execute((status) -> versions.entrySet()
			.stream()
			.sorted(Comparator.comparing((seen) -> seen.getKey().toString()))
			.flatMap((seen) -> this.records.lockById(seen.getKey().value())
				.filter((record) -> !record.retired() && record.server().version() == seen.getValue())
				.map((record) -> retired(record, record.server(), actor))
				.stream())
			.toList()));
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
			return retired(record, before, actor);
		});
	}

	private Server retired(ServerRecord record, Server before, Actor actor) {
		record.retire(now());
		this.references.releaseTokens(before.id());
		return published(before, this.records.saveAndFlush(record), List.of(), "server.removal_requested", actor);
	}

	public Optional<Server> find(ServerId id) {
		return PageReads.once(List.of(this, id), () -> this.records.findById(id.value()).map(this.remembered::of));
	}

	/** All servers of a tunnel, the retired ones too, in one read. */
	@Transactional(readOnly = true)
	public List<Server> onTunnel(TunnelId tunnel) {
		return this.remembered.of(this.records.findByTunnelIdOrderByName(tunnel.value()));
	}

	/** All servers that are not retired, by name; the same list while none changes. */
	public List<Server> all() {
		return this.remembered.active();
	}

	/** Those of these servers that are not retired, by name, in one read. */
	public List<Server> active(Collection<ServerId> ids) {
		return ids.isEmpty() ? List.of()
				: this.remembered.of(this.records.findActive(ids.stream().map(ServerId::value).toArray(UUID[]::new)));
	}

	/** All servers that are being removed, by name, in one read. */
	@Transactional(readOnly = true)
	public List<Server> retired() {
		return this.remembered.of(this.records.findByRetiredAtIsNotNullOrderByName());
	}

	/**
	 * Servers that match a filter, the retired ones too, newest first.
	 * @param cursor where the part before ended; {@code null} or empty for the first
	 * @throws InvalidInput when the cursor is none of ours
	 */
	@Transactional(readOnly = true)
	public Page<Server> search(ServerFilter filter, @Nullable String cursor, int size) {
		Place after = Cursor.read(cursor, Place.START, (key) -> new Place(key.instant(), key.uuid()));
		Limits limits = (filter.cutOff() != null) ? limits() : Limits.NONE;
		List<Server> found = this.remembered.of(this.records.search(filter.pattern(),
				filter.anyPhases().stream().map(Phase::name).toArray(String[]::new), filter.tunnelId(),
				filter.tagKeys(), filter.cutOff(), limits.tunnels(), limits.versions(), after.createdAt(), after.id(),
				size + 1));
		return Page.of(found, size, (last) -> Cursor.after(last.createdAt(), last.id()));
	}

	/** What sorts the servers that match a filter, the retired ones too, in no order. */
	public List<ServerKey> keys(ServerFilter filter) {
		Standings now = this.standings.now();
		if (filter.admitsAll()) {
			return this.remembered.keys(now);
		}
		return this.records.keys(filter.pattern(), filter.anyPhases(), filter.tunnelId(), filter.tagKeys())
			.stream()
			.map((key) -> key.serverKey(now))
			.filter(filter::admits)
			.toList();
	}

	/** Those of these servers that there are, in this order, in one read. */
	public List<Server> inOrder(List<ServerId> ids) {
		return this.remembered.inOrder(ids);
	}

	/** Tags that servers have, the most frequent first. */
	@Transactional(readOnly = true)
	public List<String> tags(int most) {
		return this.records.tags(most);
	}

	/** How many servers there are, the retired ones too. */
	@Transactional(readOnly = true)
	public long count() {
		return this.records.count();
	}

	/** How many servers are in each phase; phases without any are left out. */
	@Transactional(readOnly = true)
	public Map<Phase, Long> countByPhase() {
		return this.records.countByPhase()
			.stream()
			.collect(Collectors.toMap(ServerRecords.PhaseCount::phase, ServerRecords.PhaseCount::servers, Long::sum,
					() -> new EnumMap<>(Phase.class)));
	}

	private Limits limits() {
		return Limits.of(this.standings.now());
	}

	/** Notes which configuration of a tunnel brought the rules of some servers. */
	@Transactional
	public void routed(Collection<ServerId> ids, TunnelId tunnel, int version) {
		this.records.routed(ids.stream().map(ServerId::value).toArray(UUID[]::new), tunnel.value(), version);
	}

	/**
	 * The configuration of a tunnel that its connectors need to have, for all of its
	 * servers.
	 */
	@Transactional(readOnly = true)
	public Optional<Integer> newestRule(TunnelId tunnel) {
		return this.records.newestRule(tunnel.value());
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

	/**
	 * Notes, within the transaction of the caller, that others are to get in than before
	 * although nobody edited the server; Cloudflare follows.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void accessChanged(ServerId id) {
		if (this.records.wantAnew(id.value()) > 0) {
			this.records.place(id.value()).ifPresent(this.publisher::accessChanged);
		}
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
			this.lives.end(last, now());
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
		this.references.replace(saved.id(), spec.name(), spec.tunnel(), spec.policies());
		return saved;
	}

	private Server tagged(ServerRecord record, Server before, List<String> tags, Actor actor) {
		record.tag(tags, now());
		Server after = this.records.saveAndFlush(record).server();
		this.publisher.tagged(before, after, actor);
		return after;
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

	/**
	 * Tunnels that do not get people through to all rules, each with the newest that
	 * works.
	 */
	@SuppressWarnings("ArrayRecordComponent")
	private record Limits(UUID[] tunnels, Integer[] versions) {

		private static final Limits NONE = new Limits(new UUID[0], new Integer[0]);

		static Limits of(Standings standings) {
			List<Map.Entry<TunnelId, Integer>> all = List.copyOf(standings.limits().entrySet());
			return new Limits(all.stream().map((one) -> one.getKey().value()).toArray(UUID[]::new),
					all.stream().map(Map.Entry::getValue).toArray(Integer[]::new));
		}

	}

	/** A place in the list of servers, newest first. */
	private record Place(Instant createdAt, UUID id) {

		private static final Place START = new Place(Cursor.END_OF_TIME, Cursor.LAST_ID);

	}

}

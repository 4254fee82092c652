package dev.postern.servicetokens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.tables.RememberedTable;
import dev.postern.servicetokens.TokenSwitch.Wanted;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes what is asked of Cloudflare before it is asked, and what came of it after, each
 * with its audit entry in one transaction (I10). Nothing here ever sees a secret (I9).
 */
@Component
class TokenStore {

	/** No answer takes longer, so that what is older is not on its way any more. */
	static final Duration LONGEST_REQUEST = Duration.ofMinutes(1);

	private final ManagedTokenRecords records;

	private final TokenAudit audit;

	private final TokenUseLookup uses;

	private final Clock clock;

	private final RememberedTable<List<ManagedToken>> known;

	TokenStore(ManagedTokenRecords records, TokenAudit audit, TokenUseLookup uses, JdbcClient jdbc, Clock clock) {
		this.known = new RememberedTable<>(jdbc, "service_token",
				() -> records.findAllByName().stream().map(ManagedTokenRecord::managed).toList());
		this.uses = uses;
		this.records = records;
		this.audit = audit;
		this.clock = clock;
	}

	@Transactional(readOnly = true)
	public List<ManagedToken> all() {
		return this.records.findAllByName().stream().map(ManagedTokenRecord::managed).toList();
	}

	/** The same for a page that changes none; as they were while none changes. */
	public List<ManagedToken> known() {
		return this.known.get();
	}

	@Transactional(readOnly = true)
	public Optional<ManagedToken> find(ManagedTokenId id) {
		return this.records.findById(id.value()).map(ManagedTokenRecord::managed);
	}

	/** Claims the name, before the token is made. */
	@Transactional
	public ManagedToken claim(String name, Duration lifetime, Actor actor) {
		UUID id = UUID.randomUUID();
		if (this.records.claim(id, name, Math.toIntExact(lifetime.toHours()), actor.name(), now()) == 0) {
			throw InvalidInput.of("name", name, "servicetokens.error.name.taken");
		}
		ManagedToken claim = this.records.findById(id).orElseThrow().managed();
		this.audit.record(actor, "requested", null, claim);
		return claim;
	}

	/** The token was made, and its secret is told to the actor now. */
	@Transactional
	public ManagedToken created(ManagedTokenId id, ServiceToken token, Actor actor) {
		return change(id, actor, "created", (record) -> {
			record.update(token);
			record.markSecretShown(now());
		});
	}

	/** The token was made, but the answer that told its secret was lost. */
	@Transactional
	public ManagedToken found(ManagedTokenId id, ServiceToken token, Actor actor) {
		return change(id, actor, "found", (record) -> record.update(token));
	}

	/**
	 * It was not made, or is not there any more.
	 * @param verb what became of it, for the audit
	 */
	@Transactional
	public void dropped(ManagedTokenId id, String verb, Actor actor) {
		this.records.lockById(id.value()).ifPresent((record) -> {
			this.records.delete(record);
			this.audit.record(actor, verb, record.managed(), null);
		});
	}

	/**
	 * Notes that a new secret is about to be asked for.
	 * @param version the version that the actor has seen; {@code null} for any
	 */
	@Transactional
	public ManagedToken rotationAsked(ManagedTokenId id, @Nullable Integer version, Actor actor) {
		return change(id, actor, "rotation_requested", (record) -> {
			ManagedToken before = record.managed();
			boolean old = version != null && version != before.version();
			if (old || mayBeInFlight(before.rotationAskedAt()) || before.removalAskedAt() != null) {
				throw new ServiceTokenBusy(id);
			}
			record.requestRotation(now());
		});
	}

	/** There is a new secret, and it is told to the actor now. */
	@Transactional
	public ManagedToken rotated(ManagedTokenId id, ServiceToken token, @Nullable Instant previousUntil, Actor actor) {
		return change(id, actor, "rotated", (record) -> {
			record.update(token);
			record.rotate(now(), previousUntil);
		});
	}

	@Transactional
	public void rotationRefused(ManagedTokenId id, Actor actor) {
		change(id, actor, "rotation_refused", (record) -> record.requestRotation(null));
	}

	@Transactional
	public ManagedToken extended(ManagedTokenId id, ServiceToken token, Actor actor) {
		return change(id, actor, "extended", (record) -> record.update(token));
	}

	/**
	 * Notes that it is about to be enabled or disabled.
	 * @throws ServiceTokenBusy when another request may be on its way, or it is not known
	 * to exist
	 */
	@Transactional
	public ManagedToken switchAsked(ManagedTokenId id, Wanted wanted, Actor actor) {
		return change(id, actor, wanted.requested(), (record) -> {
			ManagedToken before = record.managed();
			if (before.tokenId() == null || mayBeInFlight(before.switchAskedAt()) || before.removalAskedAt() != null) {
				throw new ServiceTokenBusy(id);
			}
			record.requestSwitch(wanted, now());
		});
	}

	/** It is as it was asked to be. */
	@Transactional
	public ManagedToken switched(ManagedTokenId id, Wanted wanted, ServiceToken token, Actor actor) {
		return change(id, actor, wanted.done(), (record) -> {
			record.update(token);
			record.endSwitch();
		});
	}

	@Transactional
	public void switchRefused(ManagedTokenId id, Wanted wanted, Actor actor) {
		change(id, actor, wanted.refused(), ManagedTokenRecord::endSwitch);
	}

	/** No answer came, and it is not as it was asked to be. */
	@Transactional
	public void notSwitched(ManagedTokenId id, Wanted wanted, ServiceToken token, Actor actor) {
		change(id, actor, wanted.notDone(), (record) -> {
			record.update(token);
			record.endSwitch();
		});
	}

	/**
	 * Notes that it is about to be deleted; from then on no server begins to name it.
	 * @throws ServiceTokenInUse when a server names it
	 */
	@Transactional
	public ManagedToken removalAsked(ManagedTokenId id, Actor actor) {
		return change(id, actor, "removal_requested", (record) -> {
			this.uses.refuseIfUsed(record.managed());
			record.requestRemoval(now());
		});
	}

	@Transactional
	public void removalRefused(ManagedTokenId id, Actor actor) {
		change(id, actor, "removal_refused", (record) -> record.requestRemoval(null));
	}

	/** Somebody else deleted it. */
	@Transactional
	public void gone(ManagedTokenId id, Actor actor) {
		change(id, actor, "gone", (record) -> record.markGone(now()));
	}

	/**
	 * What Cloudflare shows of it now; nobody did anything, so the audit is silent. What
	 * was asked before somebody did is not taken.
	 */
	@Transactional
	public void seen(ManagedToken known, ServiceToken token) {
		this.records.lockById(known.id().value())
			.filter((record) -> record.managed().version() == known.version())
			.ifPresent((record) -> record.update(token));
	}

	private ManagedToken change(ManagedTokenId id, Actor actor, String verb, Consumer<ManagedTokenRecord> change) {
		ManagedTokenRecord record = this.records.lockById(id.value()).orElseThrow(() -> new ServiceTokenNotFound(id));
		ManagedToken before = record.managed();
		change.accept(record);
		record.incrementVersion();
		ManagedToken after = this.records.saveAndFlush(record).managed();
		this.audit.record(actor, verb, before, after);
		return after;
	}

	private boolean mayBeInFlight(@Nullable Instant asked) {
		return asked != null && asked.plus(LONGEST_REQUEST).isAfter(now());
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}

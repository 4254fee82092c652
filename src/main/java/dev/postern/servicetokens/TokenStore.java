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
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes what is asked of Cloudflare before it is asked, and what came of it after, each
 * with its audit entry in one transaction (I10). Nothing here ever sees a secret (I9).
 */
@Component
class TokenStore {

	/** No answer takes longer, so that what is older is not on its way any more. */
	static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

	private final MachineRecords records;

	private final MachineDiary diary;

	private final MachineUses uses;

	private final Clock clock;

	TokenStore(MachineRecords records, MachineDiary diary, MachineUses uses, Clock clock) {
		this.uses = uses;
		this.records = records;
		this.diary = diary;
		this.clock = clock;
	}

	@Transactional(readOnly = true)
	public List<Machine> all() {
		return this.records.findAllByName().stream().map(MachineRecord::machine).toList();
	}

	@Transactional(readOnly = true)
	public Optional<Machine> find(MachineId id) {
		return this.records.findById(id.value()).map(MachineRecord::machine);
	}

	/** Claims the name, before the token is made. */
	@Transactional
	public Machine claim(String name, Duration lifetime, Actor actor) {
		UUID id = UUID.randomUUID();
		if (this.records.claim(id, name, Math.toIntExact(lifetime.toHours()), actor.name(), now()) == 0) {
			throw InvalidInput.of("name", name, "servicetokens.error.name.taken");
		}
		Machine claim = this.records.findById(id).orElseThrow().machine();
		this.diary.write(actor, "requested", null, claim);
		return claim;
	}

	/** The token was made, and its secret is told to the actor now. */
	@Transactional
	public Machine created(MachineId id, ServiceToken token, Actor actor) {
		return change(id, actor, "created", (record) -> {
			record.see(token);
			record.tellSecret(now());
		});
	}

	/** The token was made, but the answer that told its secret was lost. */
	@Transactional
	public Machine found(MachineId id, ServiceToken token, Actor actor) {
		return change(id, actor, "found", (record) -> record.see(token));
	}

	/**
	 * It was not made, or is not there any more.
	 * @param verb what became of it, for the audit
	 */
	@Transactional
	public void dropped(MachineId id, String verb, Actor actor) {
		this.records.lockById(id.value()).ifPresent((record) -> {
			this.records.delete(record);
			this.diary.write(actor, verb, record.machine(), null);
		});
	}

	/**
	 * Notes that a new secret is about to be asked for.
	 * @param version the version that the actor has seen; {@code null} for any
	 */
	@Transactional
	public Machine rotationAsked(MachineId id, @Nullable Integer version, Actor actor) {
		return change(id, actor, "rotation_requested", (record) -> {
			Machine before = record.machine();
			boolean old = version != null && version != before.version();
			if (old || isOnItsWay(before.rotationAskedAt()) || before.removalAskedAt() != null) {
				throw new MachineBusy(id);
			}
			record.askForRotation(now());
		});
	}

	/** There is a new secret, and it is told to the actor now. */
	@Transactional
	public Machine rotated(MachineId id, ServiceToken token, @Nullable Instant previousUntil, Actor actor) {
		return change(id, actor, "rotated", (record) -> {
			record.see(token);
			record.rotate(now(), previousUntil);
		});
	}

	@Transactional
	public void rotationRefused(MachineId id, Actor actor) {
		change(id, actor, "rotation_refused", (record) -> record.askForRotation(null));
	}

	@Transactional
	public Machine extended(MachineId id, ServiceToken token, Actor actor) {
		return change(id, actor, "extended", (record) -> record.see(token));
	}

	/**
	 * Notes that it is about to be deleted; from then on no server begins to name it.
	 * @throws MachineInUse when a server names it
	 */
	@Transactional
	public Machine removalAsked(MachineId id, Actor actor) {
		return change(id, actor, "removal_requested", (record) -> {
			this.uses.refuseIfAny(record.machine());
			record.askForRemoval(now());
		});
	}

	@Transactional
	public void removalRefused(MachineId id, Actor actor) {
		change(id, actor, "removal_refused", (record) -> record.askForRemoval(null));
	}

	/** Somebody else deleted it. */
	@Transactional
	public void gone(MachineId id, Actor actor) {
		change(id, actor, "gone", (record) -> record.lose(now()));
	}

	/** What Cloudflare shows of it now; nobody did anything, so the audit is silent. */
	@Transactional
	public void seen(MachineId id, ServiceToken token) {
		this.records.lockById(id.value()).ifPresent((record) -> record.see(token));
	}

	private Machine change(MachineId id, Actor actor, String verb, Consumer<MachineRecord> change) {
		MachineRecord record = this.records.lockById(id.value()).orElseThrow(() -> new MachineNotFound(id));
		Machine before = record.machine();
		change.accept(record);
		record.count();
		Machine after = this.records.saveAndFlush(record).machine();
		this.diary.write(actor, verb, before, after);
		return after;
	}

	private boolean isOnItsWay(@Nullable Instant asked) {
		return asked != null && asked.plus(ON_ITS_WAY).isAfter(now());
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}

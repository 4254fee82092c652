package dev.postern.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.postern.identity.accounts.AccountConflict;
import dev.postern.identity.accounts.AccountConflicts;
import dev.postern.identity.accounts.ConflictDecided;
import dev.postern.identity.accounts.ConflictId;
import dev.postern.identity.accounts.ProviderAccount;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What administrators decide about accounts that came with an address of somebody else.
 */
@Service
public class AccountDecisions {

	private static final int MOST_SHOWN = 50;

	private final People people;

	private final SignIns signIns;

	private final PersonRecords records;

	private final AccountConflicts conflicts;

	private final RevocableTokens tokens;

	private final RevocableSessions sessions;

	private final RoleRules rules;

	private final PersonAudit audit;

	private final Clock clock;

	AccountDecisions(People people, SignIns signIns, PersonRecords records, AccountConflicts conflicts,
			RevocableTokens tokens, RevocableSessions sessions, RoleRules rules, PersonAudit audit, Clock clock) {
		this.people = people;
		this.signIns = signIns;
		this.records = records;
		this.conflicts = conflicts;
		this.tokens = tokens;
		this.sessions = sessions;
		this.rules = rules;
		this.audit = audit;
		this.clock = clock;
	}

	/** What waits for a decision; of many, those that came last. */
	@Transactional(readOnly = true)
	public List<Contest> open() {
		return this.conflicts.latest(MOST_SHOWN).stream().flatMap((conflict) -> contest(conflict).stream()).toList();
	}

	/**
	 * What there is to decide.
	 * @throws ConflictDecided when there is nothing any more
	 */
	@Transactional(readOnly = true)
	public Contest find(ConflictId id) {
		return this.conflicts.find(id).flatMap(this::contest).orElseThrow(() -> new ConflictDecided(id));
	}

	private Optional<Contest> contest(AccountConflict conflict) {
		return this.records.findByEmail(conflict.email().value())
			.map((holder) -> new Contest(conflict, holder.profile(),
					this.records.findByIssuerAndSubject(conflict.account().issuer(), conflict.account().subject())
						.map(PersonRecord::profile)
						.orElse(null)));
	}

	/**
	 * The account is another one of the same person: it takes the place of the old one.
	 * Lock, tokens and history stay; sessions, which the old one began, end.
	 * @param holder whose address it was when that was looked at
	 */
	@Transactional
	public void link(ConflictId id, PersonId holder, Actor actor) {
		Parties parties = begin(id, holder, actor);
		if (parties.newcomer() != null) {
			throw InvalidInput.of("person", parties.newcomer().person().email().value(),
					"identity.conflict.known-link");
		}
		ProviderAccount before = parties.holder().account();
		parties.holder().bind(parties.conflict().account(), this.clock.instant());
		this.sessions.endAll(parties.holder().id());
		this.conflicts.settle(parties.conflict().account());
		this.audit.record(actor, "person.account-linked", parties.holder().person(), PersonAudit.account(before),
				PersonAudit.account(parties.conflict().account()));
	}

	/**
	 * The account is somebody else's, to whom the address was given: the former person
	 * stays as it is, but without address, tokens and sessions.
	 * @param holder whose address it was when that was looked at
	 */
	@Transactional
	public void replace(ConflictId id, PersonId holder, Actor actor) {
		Parties parties = begin(id, holder, actor);
		AccountConflict conflict = parties.conflict();
		if (actor.equals(parties.holder().person().actor())) {
			throw InvalidInput.of("person", actor.name(), "identity.conflict.own");
		}
		Instant now = this.clock.instant();
		parties.holder().loseAddress(now);
		this.records.flush();
		int revoked = this.tokens.revokeAll(parties.holder().id());
		this.sessions.endAll(parties.holder().id());
		this.conflicts.settle(conflict.account());
		this.audit.record(actor, "person.replaced", parties.holder().person(),
				PersonAudit.account(parties.holder().account()), Map.of("issuer", conflict.account().issuer(),
						"subject", conflict.account().subject(), "revoked", revoked));
		if (parties.newcomer() != null) {
			this.signIns.changeAddress(parties.newcomer(), conflict.email(), actor);
			return;
		}
		Set<Role> roles = this.rules.of(conflict.email(), Set.of());
		PersonRecord newcomer = this.records.save(new PersonRecord(new PersonId(UUID.randomUUID()),
				new PersonClaims(conflict.account(), conflict.email(), conflict.name(), Set.of(), false), roles, now));
		this.audit.record(actor, "person.joined", newcomer.person(), null, Map.of("roles", roles));
	}

	private Parties begin(ConflictId id, PersonId shown, Actor actor) {
		this.people.beginDecision(actor);
		AccountConflict conflict = this.conflicts.find(id).orElseThrow(() -> new ConflictDecided(id));
		PersonRecord newcomer = this.records.lockByAccount(conflict.account().issuer(), conflict.account().subject())
			.orElse(null);
		PersonRecord holder = this.records.lockByEmail(conflict.email().value())
			.filter((known) -> known.id().equals(shown) && !conflict.account().equals(known.account()))
			.orElseThrow(() -> new ConflictDecided(id));
		return new Parties(conflict, holder, newcomer);
	}

	private record Parties(AccountConflict conflict, PersonRecord holder, @Nullable PersonRecord newcomer) {
	}

	/**
	 * Two who show one address.
	 *
	 * @param holder whose address it is
	 * @param newcomer who else came with it, where Postern knows the account;
	 * {@code null} where not
	 */
	public record Contest(AccountConflict conflict, Profile holder, @Nullable Profile newcomer) {
	}

}

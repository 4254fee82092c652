package dev.postern.identity.accounts;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.stored.UnreadableRows;

import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Accounts that came with an address of somebody else: one row each, however often. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class AccountConflicts {

	private final ConflictRecords records;

	private final Clock clock;

	private final UnreadableRows unreadable = new UnreadableRows("person_conflict");

	AccountConflicts(ConflictRecords records, Clock clock) {
		this.records = records;
		this.clock = clock;
	}

	/**
	 * Notes that an account came with an address of somebody else.
	 * @return whether it is the first time
	 */
	public boolean note(ProviderAccount account, EmailAddress email, String name) {
		Instant now = this.clock.instant();
		boolean first = this.records.add(UUID.randomUUID(), account.issuer(), account.subject(), email.value(), name,
				now) > 0;
		if (!first) {
			this.records.seeAgain(account.issuer(), account.subject(), email.value(), name, now);
		}
		return first;
	}

	/** Forgets what there was about an account, which may come in now. */
	public void settle(ProviderAccount account) {
		this.records.removeAll(account.issuer(), account.subject());
	}

	public Optional<AccountConflict> find(ConflictId id) {
		return this.records.findById(id.value()).flatMap(this::conflict);
	}

	/** Those that came last. */
	public List<AccountConflict> latest(int most) {
		return this.records.findAllByOrderByLastSeenAtDescId(Limit.of(most))
			.stream()
			.flatMap((row) -> conflict(row).stream())
			.toList();
	}

	private Optional<AccountConflict> conflict(ConflictRecord row) {
		return this.unreadable.read(row.id(), row::conflict);
	}

}

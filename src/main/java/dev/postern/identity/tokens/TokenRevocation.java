package dev.postern.identity.tokens;

import java.time.Clock;

import dev.postern.identity.PersonId;
import dev.postern.identity.RevocableTokens;

import org.springframework.stereotype.Component;

/** Ends a person's tokens with what ends the person's access. */
@Component
class TokenRevocation implements RevocableTokens {

	private final PersonalTokenRecords records;

	private final Clock clock;

	TokenRevocation(PersonalTokenRecords records, Clock clock) {
		this.records = records;
		this.clock = clock;
	}

	@Override
	public int revokeAll(PersonId owner) {
		return this.records.revokeAll(owner.value(), this.clock.instant());
	}

}

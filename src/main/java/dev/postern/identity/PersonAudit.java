package dev.postern.identity;

import java.util.Map;

import dev.postern.identity.accounts.ProviderAccount;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the audit what was done about a person, in the transaction that does it. */
@Component
class PersonAudit {

	/** Who acts where the identity provider's word is the reason. */
	static final Actor POSTERN = Actor.postern("identity");

	private final ApplicationEventPublisher events;

	private final JsonMapper json;

	PersonAudit(ApplicationEventPublisher events, JsonMapper json) {
		this.events = events;
		this.json = json;
	}

	void record(Actor actor, String action, Person person, @Nullable Map<String, ?> before,
			@Nullable Map<String, ?> after) {
		this.events.publishEvent(
				new Recorded(actor, action, person.subject(), (before != null) ? this.json.valueToTree(before) : null,
						(after != null) ? this.json.valueToTree(after) : null));
	}

	static @Nullable Map<String, ?> account(@Nullable ProviderAccount account) {
		return (account != null) ? Map.of("issuer", account.issuer(), "subject", account.subject()) : null;
	}

}

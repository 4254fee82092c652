package dev.postern.identity.traces;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Has the audit note what changes nothing: who came in, who took what away. Such an entry
 * has a short transaction of its own, so that it stands before what it is about is given.
 */
@Component
public class Traces {

	private final ApplicationEventPublisher events;

	private final TransactionOperations transactions;

	private final JsonMapper json;

	Traces(ApplicationEventPublisher events, TransactionOperations transactions, JsonMapper json) {
		this.events = events;
		this.transactions = transactions;
		this.json = json;
	}

	/**
	 * Adds an entry. When it throws there is none, and whoever asks is not given what the
	 * entry would be about.
	 * @param details what else is to be known, as JSON
	 */
	public void record(Actor actor, String action, Subject subject, @Nullable Object details) {
		Recorded trace = new Recorded(actor, action, subject, null,
				(details != null) ? this.json.valueToTree(details) : null);
		this.transactions.executeWithoutResult((status) -> this.events.publishEvent(trace));
	}

}

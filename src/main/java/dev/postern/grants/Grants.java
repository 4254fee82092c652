package dev.postern.grants;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.postern.grants.GrantChecks.Checked;
import dev.postern.grants.terms.ServerTerms;
import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Cursor;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Page;
import dev.postern.kernel.PlainText;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets people in to servers for a while: what they ask for, what others decide, how it
 * ends. Each step is stored, told to the audit and followed at Cloudflare in one
 * transaction; those that change grants of one server do it one after the other.
 */
@Service("accessGrants")
public class Grants {

	private static final int LONGEST_NOTE = 500;

	private static final int LONGEST_KEY = 200;

	private final GrantStore store;

	private final GrantSteps steps;

	private final GrantChecks checks;

	private final ServerTerms terms;

	private final GrantApprovers approvers;

	private final GrantProperties properties;

	private final TransactionTemplate transactions;

	private final Clock clock;

	Grants(GrantStore store, GrantSteps steps, GrantChecks checks, ServerTerms terms, GrantApprovers approvers,
			GrantProperties properties, TransactionTemplate transactions, Clock clock) {
		this.store = store;
		this.steps = steps;
		this.checks = checks;
		this.terms = terms;
		this.approvers = approvers;
		this.properties = properties;
		this.transactions = transactions;
		this.clock = clock;
	}

	/** The servers for which a person may ask, by name; of others nothing is told. */
	public List<Askable> askable(Person person) {
		return this.checks.askable(person);
	}

	/**
	 * Asks for each server, all or none.
	 * @param key names the request, so that sending it again makes nothing again; empty
	 * for none
	 * @throws InvalidInput with everything that is wrong
	 * @throws dev.postern.servers.ServerNotFound when the person may not ask for it
	 */
	public List<Grant> ask(Person person, GrantRequest request, String key) {
		return once(person, key, request.toString(), () -> {
			List<Checked> checked = this.checks.check(person, request);
			UUID bundle = (checked.size() > 1) ? UUID.randomUUID() : null;
			checked.stream().map((one) -> one.server().id()).sorted().forEach(this.store::lock);
			List<Grant> asked = new ArrayList<>();
			for (Checked one : checked) {
				refuseSecond(person, one);
				asked.add(this.steps.add(grant(person, one, bundle), person.actor()));
			}
			return asked;
		});
	}

	/**
	 * Asks for more time for what runs, from its end on.
	 * @throws ForbiddenStep when it does not run, or more was asked for already
	 */
	public Grant extend(Person person, GrantId id, GrantRequest request, String key) {
		Grant known = own(person, id);
		return once(person, key, id + " " + request, () -> {
			this.store.lock(known.server());
			Grant running = own(person, id);
			boolean extended = this.store.openOf(known.server())
				.stream()
				.anyMatch((later) -> id.equals(later.extending()));
			if (running.state() != GrantState.ACTIVE || extended
					|| !now().isBefore(Objects.requireNonNull(running.endsAt()))) {
				throw new ForbiddenStep.NotExtendable(id);
			}
			Checked checked = this.checks.extension(person, running, request);
			return List.of(this.steps.add(grant(person, checked, null), person.actor()));
		}).getFirst();
	}

	/**
	 * Says yes or no to what somebody else asks for.
	 * @throws ForbiddenStep when that cannot be said any more, or not by this person
	 * @throws NotYourDecision when others decide
	 */
	public Grant decide(Person person, GrantId id, Vote.Verdict verdict, String note) {
		String said = checkedNote(note);
		Grant known = visible(person, id);
		return inTransaction(() -> {
			this.store.lock(known.server());
			Grant grant = visible(person, id);
			if (!grant.person().equals(person.id()) && !decides(person, grant)) {
				throw new NotYourDecision(id);
			}
			Vote vote = new Vote(person.id(), person.email(), verdict, said, now());
			Grant decided = grant.decided(vote);
			this.store.add(id, vote);
			return this.steps.follow(grant, decided, person.actor());
		});
	}

	/**
	 * Ends it: the person takes it back or gives it up, others take it away.
	 * @throws ForbiddenStep when it has ended already
	 * @throws NotYourDecision when others may do that
	 */
	public Grant end(Person person, GrantId id, String note) {
		String said = checkedNote(note);
		Grant known = visible(person, id);
		return inTransaction(() -> {
			this.store.lock(known.server());
			Grant grant = visible(person, id);
			return this.steps.follow(grant, ended(person, grant, said), person.actor());
		});
	}

	/**
	 * A grant that the person may know of: their own, one about which they decide, or any
	 * for those who administer and audit.
	 */
	public Grant visible(Person person, GrantId id) {
		return this.store.find(id)
			.filter((grant) -> grant.person().equals(person.id()) || seesAll(person) || decides(person, grant))
			.orElseThrow(() -> new GrantNotFound(id));
	}

	/** Whether a person decides about it, now or if it were open. */
	public boolean decides(Person person, Grant grant) {
		return !grant.person().equals(person.id()) && this.approvers.decides(person, this.terms.of(grant.server()));
	}

	/** Whether a person may end it while it is open. */
	public boolean ends(Person person, Grant grant) {
		return grant.person().equals(person.id()) || this.approvers.ends(person, this.terms.of(grant.server()));
	}

	/** What waits for a person's yes or no, the oldest first. */
	public List<Grant> toDecide(Person person) {
		Set<ServerId> mine = decidesAbout(person);
		Instant now = now();
		return this.store.open()
			.stream()
			.filter((grant) -> grant.state() == GrantState.ASKED && now.isBefore(grant.decideBy()))
			.filter((grant) -> mine.contains(grant.server()) && !grant.person().equals(person.id())
					&& !grant.hasVoteOf(person.id()))
			.toList();
	}

	/** A person's own that are open. */
	public List<Grant> ownOpen(Person person) {
		return this.store.open().stream().filter((grant) -> grant.person().equals(person.id())).toList();
	}

	/** What is approved or runs, of all that a person may know, those that end first. */
	public List<Grant> running(Person person) {
		Set<ServerId> mine = decidesAbout(person);
		return this.store.open()
			.stream()
			.filter((grant) -> grant.state() != GrantState.ASKED)
			.filter((grant) -> seesAll(person) || mine.contains(grant.server()) || grant.person().equals(person.id()))
			.sorted(Comparator.comparing((grant) -> Objects.requireNonNull(grant.endsAt())))
			.toList();
	}

	/**
	 * A part of all that a person may know, the last that were asked for first.
	 * @param text part of a server's name, an address, a reason or a ticket
	 * @param states any of them; empty for all
	 */
	public Page<Grant> search(Person person, String text, Set<GrantState> states, @Nullable String cursor, int size) {
		Place after = Cursor.read(cursor, new Place(Cursor.END_OF_TIME, Cursor.LAST_ID),
				(key) -> new Place(key.instant(), key.uuid()));
		GrantFilter filter = seesAll(person) ? new GrantFilter(text, states, null, Set.of())
				: new GrantFilter(text, states, person.id(), decidesAbout(person));
		return Page.of(this.store.search(filter, after.at(), after.id(), size + 1), size,
				(last) -> Cursor.after(last.askedAt(), last.id().value()));
	}

	/** What was asked for at once with it and that a person may know. */
	public List<Grant> together(Person person, Grant grant) {
		UUID bundle = grant.bundle();
		return (bundle == null) ? List.of(grant)
				: this.store.bundle(bundle)
					.stream()
					.filter((one) -> one.person().equals(person.id()) || seesAll(person) || decides(person, one))
					.toList();
	}

	private static boolean seesAll(Person person) {
		return person.has(Role.ADMIN) || person.has(Role.AUDITOR);
	}

	private Set<ServerId> decidesAbout(Person person) {
		return this.terms.all()
			.entrySet()
			.stream()
			.filter((entry) -> this.approvers.decides(person, entry.getValue()))
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

	private Grant own(Person person, GrantId id) {
		return this.store.find(id)
			.filter((grant) -> grant.person().equals(person.id()))
			.orElseThrow(() -> new GrantNotFound(id));
	}

	private Grant ended(Person person, Grant grant, String note) {
		Instant now = now();
		Actor actor = person.actor();
		if (grant.person().equals(person.id())) {
			return grant.closed((grant.state() == GrantState.ACTIVE) ? GrantState.ENDED : GrantState.WITHDRAWN, now,
					actor, Closure.BY_PERSON, note);
		}
		if (!ends(person, grant)) {
			throw new NotYourDecision(grant.id());
		}
		GrantState next = (grant.state() == GrantState.ASKED) ? GrantState.REFUSED : GrantState.REVOKED;
		return grant.closed(next, now, actor, decides(person, grant) ? Closure.BY_APPROVER : Closure.BY_ADMIN, note);
	}

	private void refuseSecond(Person person, Checked one) {
		boolean open = this.store.openOf(one.server().id())
			.stream()
			.anyMatch((grant) -> grant.person().equals(person.id()));
		if (open) {
			throw InvalidInput.of("serverId", one.server().spec().name(), "grants.error.open");
		}
	}

	private Grant grant(Person person, Checked one, @Nullable UUID bundle) {
		Instant now = now();
		Instant decideBy = now.plus(this.properties.decideWithin());
		Instant start = one.wish().start();
		Instant latest = (one.wish().extending() != null && start != null && start.isBefore(decideBy)) ? start
				: decideBy;
		return Grant.asked(GrantId.random(), one.server().id(), one.server().spec().name(), person.id(), person.email(),
				one.wish(), one.approvals(), bundle, now, latest);
	}

	private static String checkedNote(String note) {
		String text = note.strip();
		if (!PlainText.isPlain(text)) {
			throw InvalidInput.of("note", text, "grants.error.characters");
		}
		if (text.length() > LONGEST_NOTE) {
			throw InvalidInput.of("note", text, "grants.error.long", text.length(), LONGEST_NOTE);
		}
		return text;
	}

	/** A request that is sent again is answered with what it made before. */
	private List<Grant> once(Person person, String key, String body, Supplier<List<Grant>> request) {
		if (key.isEmpty()) {
			return inTransaction(request);
		}
		if (key.length() > LONGEST_KEY || !PlainText.isPlain(key)) {
			throw InvalidInput.of("Idempotency-Key", key, "grants.error.key");
		}
		Optional<List<Grant>> before = sent(person, key, body);
		if (before.isPresent()) {
			return before.get();
		}
		try {
			return inTransaction(() -> {
				List<Grant> made = request.get();
				if (!this.store.remember(person.id(), key, body, made, now())) {
					throw new SentMeanwhile();
				}
				return made;
			});
		}
		catch (SentMeanwhile | DataIntegrityViolationException | InvalidInput ex) {
			return sent(person, key, body).orElseThrow(() -> ex);
		}
	}

	private Optional<List<Grant>> sent(Person person, String key, String body) {
		return this.store.sent(person.id(), key).map((sent) -> {
			if (!sent.body().equals(body)) {
				throw InvalidInput.of("Idempotency-Key", key, "grants.error.key-used");
			}
			return sent.grants().stream().flatMap((id) -> this.store.find(id).stream()).toList();
		});
	}

	private <T> T inTransaction(Supplier<T> work) {
		return Objects.requireNonNull(this.transactions.execute((status) -> work.get()));
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private record Place(Instant at, UUID id) {
	}

	/** The same request was quicker. */
	private static final class SentMeanwhile extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}

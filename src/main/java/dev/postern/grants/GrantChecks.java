package dev.postern.grants;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.postern.grants.terms.GrantTerms;
import dev.postern.grants.terms.ServerTerms;
import dev.postern.grants.terms.TicketPattern;
import dev.postern.identity.People;
import dev.postern.identity.Person;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.GoDuration;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.PlainText;
import dev.postern.kernel.ServerId;
import dev.postern.rules.TemporaryPolicy;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.Identity;
import dev.postern.rules.evaluation.PolicySet;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.ServerSpec;
import dev.postern.servers.Servers;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Looks over what people ask for, and once more when it is to begin. */
@Component
class GrantChecks {

	private static final int LONGEST_REASON = 500;

	private static final int LONGEST_TICKET = 100;

	private static final int MOST_SERVERS = 50;

	private final Servers servers;

	private final ServerTerms terms;

	private final GrantApprovers approvers;

	private final People people;

	private final GrantGate gate;

	private final Clock clock;

	GrantChecks(Servers servers, ServerTerms terms, GrantApprovers approvers, People people, GrantGate gate,
			Clock clock) {
		this.servers = servers;
		this.terms = terms;
		this.approvers = approvers;
		this.people = people;
		this.gate = gate;
		this.clock = clock;
	}

	/** The servers for which a person may ask, by name; of others nothing is told. */
	List<Askable> askable(Person person) {
		Map<ServerId, GrantTerms> open = this.terms.open();
		return this.servers.all().stream().flatMap((server) -> {
			GrantTerms terms = open.get(server.id());
			return (terms != null && terms.admits(person)) ? Stream.of(new Askable(server, terms)) : Stream.empty();
		}).sorted(Comparator.comparing((one) -> one.server().spec().name())).toList();
	}

	/**
	 * What is asked for, one wish for each server.
	 * @throws InvalidInput with everything that is wrong
	 * @throws ServerNotFound when there is no such server, or none that the person may
	 * ask for
	 */
	List<Checked> check(Person person, GrantRequest request) {
		List<FieldProblem> problems = new ArrayList<>();
		List<Askable> asked = asked(person, request, problems);
		String reason = text(request.reason(), "reason", LONGEST_REASON, problems);
		String ticket = text(request.ticket(), "ticket", LONGEST_TICKET, problems);
		Duration length = length(request.duration(), problems);
		Instant start = start(request.startAt());
		for (Askable one : asked) {
			check(one, person, new Draft(reason, ticket, length, start), problems);
		}
		if (!this.gate.open()) {
			problems.add(FieldProblem.of("", "", "grants.error.observed"));
		}
		if (!problems.isEmpty()) {
			throw new InvalidInput(problems.stream().distinct().toList());
		}
		Wish wish = new Wish(reason, ticket, Objects.requireNonNull(length), start, null);
		return asked.stream()
			.map((one) -> new Checked(one.server(), one.terms(), wish,
					one.terms().approvalsFor(person, wish.duration())))
			.toList();
	}

	/** The same of more time for what runs. */
	Checked extension(Person person, Grant running, GrantRequest request) {
		GrantRequest whole = new GrantRequest(running.server().toString(), null,
				(request.reason() == null || request.reason().isBlank()) ? running.reason() : request.reason(),
				running.ticket(), request.duration(), null);
		List<FieldProblem> problems = new ArrayList<>();
		Askable asked = askable(person).stream()
			.filter((one) -> one.server().id().equals(running.server()))
			.findFirst()
			.orElseThrow(() -> new ServerNotFound(running.server()));
		String reason = text(whole.reason(), "reason", LONGEST_REASON, problems);
		Duration length = length(whole.duration(), problems);
		check(asked, person, new Draft(reason, running.ticket(), length, null), problems);
		problems.removeIf((problem) -> problem.code().equals("grants.error.reachable"));
		if (!this.gate.open()) {
			problems.add(FieldProblem.of("", "", "grants.error.observed"));
		}
		if (!problems.isEmpty()) {
			throw new InvalidInput(problems);
		}
		Wish wish = new Wish(reason, running.ticket(), Objects.requireNonNull(length), running.endsAt(), running.id());
		return new Checked(asked.server(), asked.terms(), wish, asked.terms().approvalsFor(person, wish.duration()));
	}

	/** What keeps a grant from beginning, or from going on; empty when nothing does. */
	Optional<Closure> hindrance(Grant grant) {
		Optional<Server> server = this.servers.find(grant.server()).filter((known) -> !known.retired());
		if (server.isEmpty()) {
			return Optional.of(Closure.SERVER_GONE);
		}
		if (!this.gate.open()) {
			return Optional.of(Closure.OBSERVED_ONLY);
		}
		Optional<Person> person = admitted(grant);
		if (person.isEmpty()) {
			return Optional.of(Closure.PERSON_LOCKED);
		}
		GrantTerms terms = this.terms.of(grant.server());
		if (!terms.admits(person.get()) || grant.duration().compareTo(terms.longest()) > 0) {
			return Optional.of(Closure.NOT_ELIGIBLE);
		}
		return letsIn(server.get().spec(), grant.email()) ? Optional.empty() : Optional.of(Closure.DENIED);
	}

	/** The person of a grant, if they may still use the portal by that address. */
	Optional<Person> admitted(Grant grant) {
		return this.people.admitted(grant.person()).filter((person) -> person.email().equals(grant.email()));
	}

	private List<Askable> asked(Person person, GrantRequest request, List<FieldProblem> problems) {
		String id = stripped(request.serverId());
		String tag = stripped(request.tag());
		if (id.isEmpty() == tag.isEmpty()) {
			problems.add(FieldProblem.of("serverId", id, "grants.error.server"));
			return List.of();
		}
		if (!id.isEmpty()) {
			return List.of(one(person, id));
		}
		List<Askable> tagged = askable(person).stream()
			.filter((one) -> one.server().spec().tags().stream().anyMatch(tag::equalsIgnoreCase))
			.toList();
		if (tagged.isEmpty()) {
			problems.add(FieldProblem.of("tag", tag, "grants.error.tag"));
		}
		if (tagged.size() > MOST_SERVERS) {
			problems.add(FieldProblem.of("tag", tag, "grants.error.tag-many", tagged.size(), MOST_SERVERS));
		}
		return tagged;
	}

	private Askable one(Person person, String id) {
		ServerId server;
		try {
			server = ServerId.of(id);
		}
		catch (IllegalArgumentException ex) {
			throw InvalidInput.of("serverId", id, "grants.error.server");
		}
		return askable(person).stream()
			.filter((one) -> one.server().id().equals(server))
			.findFirst()
			.orElseThrow(() -> new ServerNotFound(server));
	}

	private void check(Askable asked, Person person, Draft draft, List<FieldProblem> problems) {
		GrantTerms terms = asked.terms();
		String name = asked.server().spec().name();
		if (terms.reasonRequired() && draft.reason().isEmpty()) {
			problems.add(FieldProblem.of("reason", "", "grants.error.reason.missing"));
		}
		if (!terms.ticketPattern().isEmpty() && !TicketPattern.of(terms.ticketPattern()).fits(draft.ticket())) {
			problems.add(FieldProblem.of("ticket", draft.ticket(), "grants.error.ticket", name, terms.ticketPattern()));
		}
		Instant start = draft.start();
		if (start != null && start.isAfter(now().plus(terms.ahead()))) {
			problems.add(FieldProblem.of("startAt", start.toString(), "grants.error.ahead", name,
					GoDuration.format(terms.ahead())));
		}
		Duration length = draft.length();
		if (length != null) {
			if (length.compareTo(terms.shortest()) < 0 || length.compareTo(terms.longest()) > 0) {
				problems.add(FieldProblem.of("duration", GoDuration.format(length), "grants.error.length", name,
						GoDuration.format(terms.shortest()), GoDuration.format(terms.longest())));
			}
			int needed = terms.approvalsFor(person, length);
			int possible = (needed > 0) ? this.approvers.besides(person, terms) : 0;
			if (possible < needed) {
				problems.add(FieldProblem.of("serverId", name, "grants.error.nobody", needed, possible));
			}
		}
		ServerSpec spec = asked.server().spec();
		if (!letsIn(spec, person.email())) {
			problems.add(FieldProblem.of("serverId", name, "grants.error.denied"));
		}
		else if (PolicySet.of(spec.policies(), spec.evaluationContext())
			.evaluate(new Identity(person.email())) instanceof Access.Allowed) {
			problems.add(FieldProblem.of("serverId", name, "grants.error.reachable"));
		}
	}

	/** Whether an address in the policy would let the person in; if in doubt, yes. */
	private static boolean letsIn(ServerSpec spec, EmailAddress email) {
		return !(PolicySet
			.of(TemporaryPolicy.added(spec.policies(), List.of(email), spec.sessionDuration()),
					spec.evaluationContext())
			.evaluate(new Identity(email)) instanceof Access.Denied);
	}

	private static String text(@Nullable String entered, String field, int longest, List<FieldProblem> problems) {
		String text = stripped(entered);
		if (!PlainText.isPlain(text)) {
			problems.add(FieldProblem.of(field, text, "grants.error.characters"));
		}
		if (text.length() > longest) {
			problems.add(FieldProblem.of(field, text, "grants.error.long", text.length(), longest));
		}
		return text;
	}

	private static @Nullable Duration length(@Nullable String entered, List<FieldProblem> problems) {
		String text = stripped(entered).replace(" ", "");
		Optional<Duration> length = GoDuration.parse(text).filter(Duration::isPositive);
		if (length.isEmpty()) {
			problems.add(FieldProblem.of("duration", text, "grants.error.duration"));
		}
		return length.orElse(null);
	}

	/** A start that has passed is one as soon as it is approved. */
	private @Nullable Instant start(@Nullable Instant wanted) {
		return (wanted != null && wanted.isAfter(now())) ? wanted.truncatedTo(ChronoUnit.SECONDS) : null;
	}

	private Instant now() {
		return this.clock.instant();
	}

	private static String stripped(@Nullable String entered) {
		return (entered != null) ? entered.strip() : "";
	}

	/** What is the same for each server. */
	private record Draft(String reason, String ticket, @Nullable Duration length, @Nullable Instant start) {
	}

	/**
	 * A wish that can be taken.
	 *
	 * @param approvals how many have to say yes
	 */
	record Checked(Server server, GrantTerms terms, Wish wish, int approvals) {
	}

}

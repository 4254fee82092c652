package dev.postern.grants;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

import dev.postern.kernel.Actor;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Servers;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has grants take their steps, each with what follows from it at Cloudflare, for whoever
 * holds the lock of the server.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class GrantSteps {

	static final Actor POSTERN = Actor.postern("grants");

	private final GrantStore store;

	private final GrantStandings standings;

	private final GrantChecks checks;

	private final GrantPublisher publisher;

	private final GrantProperties properties;

	private final Servers servers;

	private final Clock clock;

	GrantSteps(GrantStore store, GrantStandings standings, GrantChecks checks, GrantPublisher publisher,
			GrantProperties properties, Servers servers, Clock clock) {
		this.store = store;
		this.standings = standings;
		this.checks = checks;
		this.publisher = publisher;
		this.properties = properties;
		this.servers = servers;
		this.clock = clock;
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	/** Something new is asked for; where nobody has to say yes it begins. */
	Grant add(Grant asked, Actor actor) {
		this.store.add(asked);
		this.publisher.changed(null, asked, actor);
		return (asked.approvals() == 0) ? follow(asked, asked.approved(now()), POSTERN) : asked;
	}

	/** Stores a step of somebody, and what follows from it. */
	Grant follow(Grant before, Grant after, Actor actor) {
		if (before.state() != after.state()) {
			this.store.step(after);
		}
		this.publisher.changed(before, after, actor);
		if (after.state() == before.state()) {
			return after;
		}
		return switch (after.state()) {
			case APPROVED -> approved(after);
			case ACTIVE -> active(after);
			case REFUSED, WITHDRAWN, EXPIRED, ENDED, REVOKED -> closed(before, after);
			case ASKED -> after;
		};
	}

	/** What time, or what else has changed, asks of all that is open of a server. */
	void look(ServerId server) {
		for (Grant grant : this.store.openOf(server)) {
			this.store.find(grant.id()).filter((current) -> current.state().open()).ifPresent(this::look);
		}
	}

	private void look(Grant grant) {
		Instant now = now();
		switch (grant.state()) {
			case ASKED -> lookAtAsked(grant, now);
			case APPROVED -> lookAtApproved(grant, now);
			case ACTIVE -> lookAtActive(grant, now);
			case REFUSED, WITHDRAWN, EXPIRED, ENDED, REVOKED -> {
			}
		}
	}

	private void lookAtAsked(Grant grant, Instant now) {
		if (isGone(grant)) {
			close(grant, GrantState.REFUSED, Closure.SERVER_GONE);
		}
		else if (!now.isBefore(grant.decideBy())) {
			close(grant, GrantState.EXPIRED, Closure.UNDECIDED);
		}
	}

	private void lookAtApproved(Grant grant, Instant now) {
		if (isGone(grant)) {
			close(grant, GrantState.REFUSED, Closure.SERVER_GONE);
		}
		else if (grant.extending() == null) {
			beginOrLapse(grant, now);
		}
	}

	/** What extends another one begins where that one ends, in one step. */
	private void beginOrLapse(Grant grant, Instant now) {
		if (!now.isBefore(Objects.requireNonNull(grant.endsAt()))) {
			close(grant, GrantState.EXPIRED, Closure.NEVER_BEGAN);
		}
		else if (!now.isBefore(Objects.requireNonNull(grant.startsAt()))) {
			begin(grant);
		}
	}

	private void lookAtActive(Grant grant, Instant now) {
		Instant end = Objects.requireNonNull(grant.endsAt());
		Optional<Grant> extension = extension(grant);
		if (!now.isBefore(end)) {
			expire(grant, extension, now);
		}
		else if (isGone(grant)) {
			close(grant, GrantState.REVOKED, Closure.SERVER_GONE);
		}
		else if (this.checks.admitted(grant).isEmpty()) {
			close(grant, GrantState.REVOKED, Closure.PERSON_LOCKED);
		}
		else {
			step(grant, now);
			boolean soon = !now.isBefore(end.minus(this.properties.tellEnd()));
			if (soon && extension.isEmpty() && this.standings.tellEnd(grant.id())) {
				this.publisher.endsSoon(grant);
			}
		}
	}

	private void expire(Grant grant, Optional<Grant> extension, Instant now) {
		Grant ended = grant.closed(GrantState.EXPIRED, now, POSTERN, Closure.TIME, "");
		this.store.step(ended);
		this.publisher.changed(grant, ended, POSTERN);
		extension.ifPresent((later) -> beginOrLapse(later, now));
		boolean goesOn = extension.flatMap((later) -> this.store.find(later.id()))
			.filter((later) -> later.state() == GrantState.ACTIVE)
			.map((later) -> {
				this.standings.handOver(ended, later);
				return true;
			})
			.orElse(false);
		if (!goesOn && this.standings.shall(grant.id(), OptionalInt.empty())) {
			this.servers.accessChanged(grant.server());
		}
	}

	private Grant approved(Grant grant) {
		if (grant.extending() != null) {
			this.store.find(grant.extending())
				.filter((running) -> running.state() == GrantState.ACTIVE)
				.ifPresent((running) -> step(running, now()));
			return grant;
		}
		return Objects.requireNonNull(grant.startsAt()).isAfter(now()) ? grant : begin(grant);
	}

	private Grant begin(Grant grant) {
		return this.checks.hindrance(grant)
			.map((why) -> close(grant, GrantState.REFUSED, why))
			.orElseGet(() -> follow(grant, grant.started(now()), POSTERN));
	}

	private Grant active(Grant grant) {
		this.standings.begin(grant, minutes(grant, now()));
		this.servers.accessChanged(grant.server());
		return grant;
	}

	private Grant closed(Grant before, Grant after) {
		extensions(after).forEach((later) -> close(later, GrantState.REFUSED, Closure.EXTENDED_ENDED));
		if (before.state() == GrantState.ACTIVE && this.standings.shall(after.id(), OptionalInt.empty())) {
			this.servers.accessChanged(after.server());
		}
		if (before.state() == GrantState.APPROVED && after.extending() != null) {
			this.store.find(after.extending())
				.filter((running) -> running.state() == GrantState.ACTIVE)
				.ifPresent((running) -> step(running, now()));
		}
		return after;
	}

	private Grant close(Grant grant, GrantState next, Closure why) {
		return follow(grant, grant.closed(next, now(), POSTERN, why, ""), POSTERN);
	}

	private void step(Grant grant, Instant now) {
		if (this.standings.shall(grant.id(), minutes(grant, now))) {
			this.servers.accessChanged(grant.server());
		}
	}

	/** By the end of what was approved to go on with it, if that is later. */
	private OptionalInt minutes(Grant grant, Instant now) {
		Instant end = extension(grant).map(Grant::endsAt).orElse(Objects.requireNonNull(grant.endsAt()));
		return LoginSteps.of(Objects.requireNonNull(grant.startsAt()), end).minutesAt(now);
	}

	private Optional<Grant> extension(Grant grant) {
		return extensions(grant).stream().filter((later) -> later.state() == GrantState.APPROVED).findFirst();
	}

	private List<Grant> extensions(Grant grant) {
		return this.store.openOf(grant.server())
			.stream()
			.filter((later) -> grant.id().equals(later.extending()))
			.toList();
	}

	private boolean isGone(Grant grant) {
		return this.servers.find(grant.server()).filter((server) -> !server.retired()).isEmpty();
	}

}

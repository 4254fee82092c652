package dev.postern.grants;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.identity.PersonId;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/**
 * That somebody is let in to a server for a while: from the wish to its end, and for good
 * after that. Its steps give the grant as it is then, or refuse; time comes from outside.
 *
 * @param serverName how the server was called then
 * @param wantedStart not before this; {@code null} for as soon as it is approved
 * @param approvals how many have to say yes
 * @param extending the grant that this one goes on with; {@code null} for none
 * @param bundle what was asked for at once with it; {@code null} when it is alone
 * @param decideBy until when somebody has to decide
 * @param votes what those who decide have said, in order
 * @param approvedAt when the last needed yes was said; {@code null} before
 * @param endsAt when it ends by itself; {@code null} before the approval
 * @param closedBy who ended it, or the part of Postern that did
 * @param note what was said with the end
 */
public record Grant(GrantId id, ServerId server, String serverName, PersonId person, EmailAddress email, String reason,
		String ticket, Duration duration, @Nullable Instant wantedStart, int approvals, @Nullable GrantId extending,
		@Nullable UUID bundle, Instant askedAt, Instant decideBy, GrantState state, List<Vote> votes,
		@Nullable Instant approvedAt, @Nullable Instant startsAt, @Nullable Instant endsAt, @Nullable Instant closedAt,
		@Nullable String closedBy, @Nullable Closure closure, String note) {

	public Grant {
		votes = List.copyOf(votes);
	}

	/** One that was just asked for. */
	static Grant asked(GrantId id, ServerId server, String serverName, PersonId person, EmailAddress email, Wish wish,
			int approvals, @Nullable UUID bundle, Instant now, Instant decideBy) {
		return new Grant(id, server, serverName, person, email, wish.reason(), wish.ticket(), wish.duration(),
				wish.start(), approvals, wish.extending(), bundle, now, decideBy, GrantState.ASKED, List.of(), null,
				null, null, null, null, null, "");
	}

	/** Whether it lets the person in at a moment, as far as its clock says. */
	public boolean runsAt(Instant moment) {
		Instant start = this.startsAt;
		Instant end = this.endsAt;
		Instant closed = this.closedAt;
		boolean began = this.state == GrantState.ACTIVE
				|| (!this.state.open() && this.state != GrantState.REFUSED && this.closure != Closure.NEVER_BEGAN);
		return began && start != null && end != null && !moment.isBefore(start) && moment.isBefore(end)
				&& (closed == null || moment.isBefore(closed));
	}

	/** When it ended, or will. */
	public @Nullable Instant end() {
		return (this.closedAt != null) ? this.closedAt : this.endsAt;
	}

	/**
	 * From when on nobody logs in by it any more, so that no login outlives it;
	 * {@code null} before the approval.
	 */
	public @Nullable Instant lastLogin() {
		return (this.startsAt != null && this.endsAt != null) ? LoginSteps.of(this.startsAt, this.endsAt).lastLogin()
				: null;
	}

	/** How many have said yes. */
	public int yes() {
		return (int) this.votes.stream().filter((vote) -> vote.verdict() == Vote.Verdict.APPROVE).count();
	}

	/** Whether somebody has decided already. */
	public boolean hasVoteOf(PersonId approver) {
		return this.votes.stream().anyMatch((vote) -> vote.approver().equals(approver));
	}

	/** Somebody says yes or no; the last yes that is needed starts the clock. */
	Grant decided(Vote vote) {
		GrantState next = (vote.verdict() == Vote.Verdict.REFUSE) ? GrantState.REFUSED : GrantState.APPROVED;
		if (this.state != GrantState.ASKED) {
			throw new ForbiddenStep.Decided(this.id, this.state, next);
		}
		if (vote.approver().equals(this.person) || vote.email().equals(this.email)) {
			throw new ForbiddenStep.Own(this.id);
		}
		if (hasVoteOf(vote.approver())) {
			throw new ForbiddenStep.Twice(this.id);
		}
		if (!vote.at().isBefore(this.decideBy)) {
			throw new ForbiddenStep.TooLate(this.id);
		}
		Grant counted = voted(Stream.concat(this.votes.stream(), Stream.of(vote)).toList());
		if (next == GrantState.REFUSED) {
			return counted.closed(next, vote.at(), Actor.person(vote.email()), Closure.SAID_NO, vote.note());
		}
		return (counted.yes() >= this.approvals) ? counted.approved(vote.at()) : counted;
	}

	/** All that is needed was said; nothing may be needed at all. */
	Grant approved(Instant now) {
		require(GrantState.APPROVED);
		if (!now.isBefore(this.decideBy)) {
			throw new ForbiddenStep.TooLate(this.id);
		}
		Instant wanted = Objects.requireNonNullElse(this.wantedStart, now);
		Instant start = wanted.isBefore(now) ? now : wanted;
		return new Grant(this.id, this.server, this.serverName, this.person, this.email, this.reason, this.ticket,
				this.duration, this.wantedStart, this.approvals, this.extending, this.bundle, this.askedAt,
				this.decideBy, GrantState.APPROVED, this.votes, now, start, start.plus(this.duration), null, null, null,
				"");
	}

	/** Its start has come. */
	Grant started(Instant now) {
		require(GrantState.ACTIVE);
		if (now.isBefore(Objects.requireNonNull(this.startsAt)) || !now.isBefore(Objects.requireNonNull(this.endsAt))) {
			throw new ForbiddenStep.Decided(this.id, this.state, GrantState.ACTIVE);
		}
		return in(GrantState.ACTIVE);
	}

	/** It is over. */
	Grant closed(GrantState next, Instant now, Actor by, Closure why, String note) {
		require(next);
		return new Grant(this.id, this.server, this.serverName, this.person, this.email, this.reason, this.ticket,
				this.duration, this.wantedStart, this.approvals, this.extending, this.bundle, this.askedAt,
				this.decideBy, next, this.votes, this.approvedAt, this.startsAt, this.endsAt, now, by.name(), why,
				note);
	}

	private void require(GrantState next) {
		if (!this.state.mayBecome(next)) {
			throw new ForbiddenStep.Decided(this.id, this.state, next);
		}
	}

	private Grant in(GrantState next) {
		return new Grant(this.id, this.server, this.serverName, this.person, this.email, this.reason, this.ticket,
				this.duration, this.wantedStart, this.approvals, this.extending, this.bundle, this.askedAt,
				this.decideBy, next, this.votes, this.approvedAt, this.startsAt, this.endsAt, this.closedAt,
				this.closedBy, this.closure, this.note);
	}

	private Grant voted(List<Vote> all) {
		return new Grant(this.id, this.server, this.serverName, this.person, this.email, this.reason, this.ticket,
				this.duration, this.wantedStart, this.approvals, this.extending, this.bundle, this.askedAt,
				this.decideBy, this.state, all, this.approvedAt, this.startsAt, this.endsAt, this.closedAt,
				this.closedBy, this.closure, this.note);
	}

}

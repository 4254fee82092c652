package dev.postern.grants.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import dev.postern.grants.Grant;
import dev.postern.grants.GrantStanding;
import dev.postern.grants.GrantState;
import dev.postern.identity.Person;
import dev.postern.kernel.GoDuration;
import org.jspecify.annotations.Nullable;

/**
 * A grant as a page shows it to somebody.
 *
 * @param standing {@code null} before it begins
 * @param mine whether it is the reader's own
 * @param decides whether the reader decides about it and has not yet
 * @param ends whether the reader may end it
 */
public record GrantView(Grant grant, @Nullable GrantStanding standing, Instant now, boolean mine, boolean decides,
		boolean ends) {

	static GrantView of(Grant grant, @Nullable GrantStanding standing, Person reader, Instant now, boolean decides,
			boolean ends) {
		boolean undecided = grant.state() == GrantState.ASKED && now.isBefore(grant.decideBy())
				&& !grant.hasVoteOf(reader.id());
		return new GrantView(grant, standing, now, grant.person().equals(reader.id()), decides && undecided,
				ends && grant.state().open());
	}

	public boolean asked() {
		return this.grant.state() == GrantState.ASKED;
	}

	public boolean active() {
		return this.grant.state() == GrantState.ACTIVE;
	}

	public boolean open() {
		return this.grant.state().open();
	}

	/** How long was asked for. */
	public String length() {
		return GoDuration.format(this.grant.duration());
	}

	/** What is left of it, in whole minutes. */
	public String left() {
		Instant end = Objects.requireNonNullElse(this.grant.endsAt(), this.now);
		Duration left = Duration.between(this.now, end);
		return left.isPositive() ? GoDuration.format(Duration.ofMinutes(left.toMinutes()))
				: GoDuration.format(Duration.ZERO);
	}

	/** Whether Cloudflare was seen to let the person in. */
	public boolean letIn() {
		return this.standing != null && this.standing.open();
	}

	/** Whether people may still log in anew by it. */
	public boolean takesLogins() {
		return this.standing != null && this.standing.goneAt() == null;
	}

	/** How long such a login lasts at most. */
	public String loginLasts() {
		return (this.standing != null) ? GoDuration.format(this.standing.loginWhileNobodyLooks()) : "";
	}

	/**
	 * Until when logins from before may last beyond its end; {@code null} when none may.
	 */
	public @Nullable Instant outlives() {
		Instant end = this.grant.end();
		Instant until = (this.standing != null) ? this.standing.sessionsUntil() : null;
		boolean ended = this.standing == null || this.standing.tokensEndedAt() != null;
		return (ended || end == null || until == null || !until.isAfter(end) || !until.isAfter(this.now)) ? null
				: until;
	}

}

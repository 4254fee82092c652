package dev.postern.grants;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/**
 * What a grant that has begun has at Cloudflare.
 *
 * @param shallMinutes how long a login shall last now; {@code null} when nobody shall be
 * let in
 * @param mayMinutes the longest that a login since the last look may last
 * @param seenMinutes how long a login lasts as was seen last; {@code null} when the
 * person was not seen in the policy
 * @param seenAt when {@code seenMinutes} was seen first
 * @param sessionsUntil until when a login from before that may last; {@code null} when
 * there was none
 * @param goneAt since when the person is seen to be out; {@code null} before
 * @param tokensEndedAt when logins that could have lasted longer were ended; {@code null}
 * when none had to be
 */
public record GrantStanding(GrantId grant, ServerId server, EmailAddress email, @Nullable Integer shallMinutes,
		int mayMinutes, @Nullable Integer seenMinutes, @Nullable Instant seenAt, @Nullable Instant sessionsUntil,
		@Nullable Instant goneAt, @Nullable Instant tokensEndedAt) {

	/**
	 * The same after a look.
	 * @param minutes how long a login lasts by the policy; empty when the person is not
	 * in it
	 */
	GrantStanding seen(OptionalInt minutes, Instant now) {
		Integer found = minutes.isPresent() ? minutes.getAsInt() : null;
		int shall = Objects.requireNonNullElse(this.shallMinutes, 0);
		int may = Math.max(shall, minutes.orElse(0));
		boolean out = found == null && this.shallMinutes == null;
		if (Objects.equals(found, this.seenMinutes) && may == this.mayMinutes && !out) {
			return this;
		}
		boolean never = found == null && this.seenMinutes == null && this.mayMinutes == 0;
		Instant last = now.plus(Duration.ofMinutes(Math.max(this.mayMinutes, minutes.orElse(0))));
		Instant until = (never || (this.sessionsUntil != null && this.sessionsUntil.isAfter(last))) ? this.sessionsUntil
				: last;
		return new GrantStanding(this.grant, this.server, this.email, this.shallMinutes, may, found, now, until,
				out ? now : null, this.tokensEndedAt);
	}

	/** Whether the person was seen to be let in. */
	public boolean open() {
		return this.seenMinutes != null;
	}

	/** How long a login lasts, at most, that is made now or later while nobody looks. */
	public Duration loginWhileNobodyLooks() {
		return Duration.ofMinutes(this.mayMinutes);
	}

}

package dev.postern.grants.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.postern.grants.Closure;
import dev.postern.grants.Grant;
import dev.postern.grants.GrantStanding;
import dev.postern.grants.GrantState;
import dev.postern.grants.Vote;
import dev.postern.kernel.GoDuration;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A grant as the API tells it. */
@Schema(name = "Grant")
record GrantAnswer(String id, String serverId, @Schema(description = "As the server was called then") String serverName,
		String person, GrantState state, String reason, String ticket, @Schema(example = "2h") String duration,
		@Schema(description = "Not before this; null for as soon as it is approved") @Nullable Instant startAt,
		@Schema(description = "How many have to say yes; 0 where nobody has to") int approvalsNeeded,
		List<VoteAnswer> decisions,
		@Schema(description = "The grant that this one goes on with") @Nullable String extensionOf, Instant askedAt,
		@Schema(description = "Until when somebody has to decide") Instant decideBy,
		@Schema(description = "The clock runs from the approval, or from startAt when that is later") @Nullable Instant startsAt,
		@Schema(description = "When it ends while an instance of the portal runs; no login by it lasts longer") @Nullable Instant endsAt,
		@Schema(description = "From then on nobody logs in by it any more, so that no login outlives it") @Nullable Instant lastLoginAt,
		@Nullable Instant closedAt, @Nullable String closedBy,
		@Schema(description = "Why it came to its end") @Nullable Closure closure, String note,
		@Schema(description = "What stands at Cloudflare; null before it begins") @Nullable StandingAnswer standing) {

	static GrantAnswer of(Grant grant, @Nullable GrantStanding standing) {
		return new GrantAnswer(grant.id().toString(), grant.server().toString(), grant.serverName(),
				grant.email().value(), grant.state(), grant.reason(), grant.ticket(),
				GoDuration.format(grant.duration()), grant.wantedStart(), grant.approvals(),
				grant.votes().stream().map(VoteAnswer::of).toList(),
				(grant.extending() != null) ? Objects.toString(grant.extending()) : null, grant.askedAt(),
				grant.decideBy(), grant.startsAt(), grant.endsAt(), grant.lastLogin(), grant.closedAt(),
				grant.closedBy(), grant.closure(), grant.note(), StandingAnswer.of(standing));
	}

	/** What somebody has said. */
	@Schema(name = "GrantDecision")
	record VoteAnswer(String by, boolean approve, String note, Instant at) {

		static VoteAnswer of(Vote vote) {
			return new VoteAnswer(vote.email().value(), vote.verdict() == Vote.Verdict.APPROVE, vote.note(), vote.at());
		}

	}

	/** What stands at Cloudflare. */
	@Schema(name = "GrantStanding")
	record StandingAnswer(@Schema(description = "Whether the person is let in, as was seen last") boolean open,
			@Schema(description = "When that was seen first") @Nullable Instant since,
			@Schema(description = "Until when logins of before may last, at most; later than the end where it ended early or late, "
					+ "until they are ended") @Nullable Instant loginsUntil,
			@Schema(description = "When logins that could have lasted longer were ended") @Nullable Instant loginsEndedAt,
			@Schema(description = "Whether a new login stays possible, until an instance runs again, if every instance of the portal stops now") boolean newLoginsWhileEveryInstanceIsDown,
			@Schema(description = "How long such a login lasts at most", example = "29m") String loginLasts) {

		static @Nullable StandingAnswer of(@Nullable GrantStanding standing) {
			if (standing == null) {
				return null;
			}
			return new StandingAnswer(standing.open(), standing.seenAt(), standing.sessionsUntil(),
					standing.tokensEndedAt(), standing.goneAt() == null, (standing.goneAt() == null)
							? GoDuration.format(standing.loginWhileNobodyLooks()) : GoDuration.format(Duration.ZERO));
		}

	}

}

package dev.postern.grants;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.postern.identity.PersonId;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The steps of a grant, and those that there are not. */
class GrantTests {

	static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

	static final Duration DAY = Duration.ofDays(1);

	private static final int SEED = 41;

	private static final PersonId ASKER = new PersonId(new UUID(0, 1));

	private static final EmailAddress ASKER_EMAIL = EmailAddress.of("dev@example.com");

	private static final Actor SOMEBODY = Actor.person(EmailAddress.of("admin@example.com"));

	private static Grant asked(int approvals) {
		return Grant.asked(new GrantId(new UUID(1, 1)), new ServerId(new UUID(0, 9)), "db1", ASKER, ASKER_EMAIL,
				new Wish("the disk is full", "", Duration.ofHours(2), null, null), approvals, null, NOW, NOW.plus(DAY));
	}

	private static Vote vote(int who, Vote.Verdict verdict, Instant at) {
		return new Vote(new PersonId(new UUID(0, who)), EmailAddress.of("approver%d@example.com".formatted(who)),
				verdict, "", at);
	}

	private static Vote yes(int who) {
		return vote(who, Vote.Verdict.APPROVE, NOW.plusSeconds(60));
	}

	@Test
	void clockRunsFromTheApproval() {
		Grant approved = asked(1).decided(yes(2));

		assertThat(approved.state()).isEqualTo(GrantState.APPROVED);
		assertThat(approved.startsAt()).isEqualTo(NOW.plusSeconds(60));
		assertThat(approved.endsAt()).isEqualTo(NOW.plusSeconds(60).plus(Duration.ofHours(2)));
	}

	@Test
	void twoHaveToSayYesWhereTwoAreNeeded() {
		Grant once = asked(2).decided(yes(2));

		assertThat(once.state()).isEqualTo(GrantState.ASKED);
		assertThatExceptionOfType(ForbiddenStep.Twice.class).isThrownBy(() -> once.decided(yes(2)));
		assertThat(once.decided(yes(3)).state()).isEqualTo(GrantState.APPROVED);
		assertThat(once.decided(vote(3, Vote.Verdict.REFUSE, NOW)).state()).isEqualTo(GrantState.REFUSED);
	}

	@Test
	void nobodyDecidesAboutThemselves() {
		assertThatExceptionOfType(ForbiddenStep.Own.class).isThrownBy(() -> asked(1).decided(yes(1)));
		assertThatExceptionOfType(ForbiddenStep.Own.class).isThrownBy(() -> asked(1)
			.decided(new Vote(new PersonId(new UUID(0, 7)), ASKER_EMAIL, Vote.Verdict.APPROVE, "", NOW)));
	}

	@Test
	void nobodyDecidesTooLate() {
		assertThatExceptionOfType(ForbiddenStep.TooLate.class)
			.isThrownBy(() -> asked(1).decided(vote(2, Vote.Verdict.APPROVE, NOW.plus(DAY))));
		assertThatExceptionOfType(ForbiddenStep.TooLate.class).isThrownBy(() -> asked(0).approved(NOW.plus(DAY)));
	}

	@ParameterizedTest
	@EnumSource(GrantState.class)
	void nothingFollowsAnEnd(GrantState from) {
		assertThat(EnumSet.allOf(GrantState.class).stream().noneMatch(from::mayBecome)).isEqualTo(!from.open());
	}

	@Test
	void itRunsBetweenItsStartAndItsEndAndNoLongerThanItWasLeft() {
		Grant running = asked(1).decided(yes(2)).started(NOW.plusSeconds(60));
		Instant end = NOW.plusSeconds(60).plus(Duration.ofHours(2));

		assertThat(running.runsAt(NOW.plusSeconds(59))).isFalse();
		assertThat(running.runsAt(NOW.plusSeconds(60))).isTrue();
		assertThat(running.runsAt(end)).isFalse();
		Grant ended = running.closed(GrantState.ENDED, NOW.plusSeconds(90), SOMEBODY, Closure.BY_PERSON, "");
		assertThat(ended.runsAt(NOW.plusSeconds(89))).isTrue();
		assertThat(ended.runsAt(NOW.plusSeconds(90))).isFalse();
		assertThat(asked(1).decided(yes(2))
			.closed(GrantState.EXPIRED, end, SOMEBODY, Closure.NEVER_BEGAN, "")
			.runsAt(NOW.plusSeconds(90))).isFalse();
	}

	/** Whatever is tried in whichever order: only the ways that there are were taken. */
	@Test
	void randomStepsKeepToTheWays() {
		Random random = new Random(SEED);
		Map<GrantState, Set<GrantState>> taken = new EnumMap<>(GrantState.class);
		for (int world = 0; world < 2_000; world++) {
			Grant grant = asked(random.nextInt(3));
			Instant now = NOW;
			List<Grant> history = new ArrayList<>(List.of(grant));
			for (int step = 0; step < 12; step++) {
				now = now.plusSeconds(random.nextInt(6_000));
				Grant after = tried(grant, random, now);
				if (after.state() != grant.state()) {
					assertThat(grant.state().mayBecome(after.state())).isTrue();
					taken.computeIfAbsent(grant.state(), (key) -> EnumSet.noneOf(GrantState.class)).add(after.state());
				}
				grant = after;
				history.add(grant);
			}
			for (Grant one : history) {
				assertThat(one.votes()).noneMatch((vote) -> vote.approver().equals(ASKER));
				assertThat(one.votes()).extracting(Vote::approver).doesNotHaveDuplicates();
				if (one.state() == GrantState.APPROVED || one.state() == GrantState.ACTIVE) {
					assertThat(one.yes()).isGreaterThanOrEqualTo(one.approvals());
					assertThat(one.endsAt()).isEqualTo(Objects.requireNonNull(one.startsAt()).plus(one.duration()));
				}
			}
		}
		assertThat(taken.keySet()).isEqualTo(GrantState.OPEN);
		taken.forEach((from, to) -> assertThat(to).as("ways from %s that were met", from)
			.isEqualTo(EnumSet.allOf(GrantState.class).stream().filter(from::mayBecome).collect(Collectors.toSet())));
	}

	private static Grant tried(Grant grant, Random random, Instant now) {
		try {
			return switch (random.nextInt(5)) {
				case 0, 1 -> grant.decided(vote(1 + random.nextInt(4),
						(random.nextInt(4) == 0) ? Vote.Verdict.REFUSE : Vote.Verdict.APPROVE, now));
				case 2 -> (grant.state() == GrantState.ASKED && grant.yes() >= grant.approvals()) ? grant.approved(now)
						: grant;
				case 3 -> grant.started(now);
				default -> grant.closed(List
					.copyOf(EnumSet.complementOf(EnumSet.of(GrantState.ASKED, GrantState.APPROVED, GrantState.ACTIVE)))
					.get(random.nextInt(5)), now, SOMEBODY, Closure.BY_ADMIN, "");
			};
		}
		catch (ForbiddenStep ex) {
			return grant;
		}
	}

}

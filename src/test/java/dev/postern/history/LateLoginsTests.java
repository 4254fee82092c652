package dev.postern.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.faults.FaultPlan;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.postern.history.LoginHistoryExtension.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Logins that Cloudflare shows long after they happened. */
class LateLoginsTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

	@Order(1)
	@RegisterExtension
	static final LoginHistoryExtension history = new LoginHistoryExtension();

	@Order(2)
	@RegisterExtension
	static final AccountLog log = new AccountLog(history);

	@ParameterizedTest
	@CsvSource({ "PT5M, 1", "PT40M, 1", "PT6H, 7" })
	void i14LoginThatIsShownLateIsFoundOnce(Duration lateness, int hours) {
		log.importAt(NOON);
		Instant at = NOON.plus(MINUTE);
		log.addLate("late", at, lateness);
		log.add("before", at.minusSeconds(20));
		log.add("after", at.plusSeconds(200));

		log.importEvery(Duration.ofMinutes(2), NOON.plus(MINUTE),
				NOON.plus(Duration.ofHours(hours)).plus(FIVE_MINUTES));

		assertThat(history.rays()).containsExactly("after", "late", "before");
		assertThat(history.overview().sweeps().found()).isEqualTo(1);
		assertThat(history.overview().sweeps().latestBy()).isBetween(lateness, lateness.plus(Duration.ofMinutes(65)));
		assertThat(history.overview().gaps(null, null)).isEmpty();
	}

	@Test
	void i14TheLatestSoFarIsRememberedWithWhenItWasSeen() {
		log.importAt(NOON);
		log.addLate("six-hours", NOON.plus(MINUTE), Duration.ofHours(6).minusSeconds(90));
		log.addLate("one-hour", NOON.plus(Duration.ofHours(6)), Duration.ofHours(1));
		log.importEvery(FIVE_MINUTES, NOON.plus(FIVE_MINUTES), NOON.plus(Duration.ofHours(8)));

		SweepState sweeps = history.overview().sweeps();

		assertThat(sweeps.found()).isEqualTo(2);
		assertThat(sweeps.latestBy()).isEqualTo(Duration.ofHours(6).minus(MINUTE));
		assertThat(sweeps.latestSeenAt()).isEqualTo(NOON.plus(Duration.ofHours(6)));
	}

	@Test
	void loginThatTheNextPollFindsIsNotSaidToBeFoundInACompleteTime() {
		log.importAt(NOON);
		log.addLate("late", NOON.minusSeconds(20), Duration.ofSeconds(50));

		log.importAt(NOON.plus(MINUTE));

		assertThat(history.rays()).containsExactly("late");
		assertThat(history.overview().sweeps().found()).isZero();
		assertThat(history.overview().sweeps().latestBy()).isNull();
	}

	@Test
	void firstImportAndWhatCameWhileNobodyImportedAreNotSaidToBeLate() {
		log.addMany("first", 20, NOON.minus(Duration.ofHours(20)), Duration.ofHours(1));
		log.importEvery(MINUTE, NOON, NOON.plus(Duration.ofMinutes(5)));
		Instant back = NOON.plus(Duration.ofHours(5));
		log.addMany("backlog", 20, NOON.plus(Duration.ofMinutes(10)), Duration.ofMinutes(10));
		log.addLate("shown-meanwhile", NOON.plus(MINUTE), Duration.ofMinutes(20));

		log.importEvery(MINUTE, back, back.plus(Duration.ofMinutes(5)));

		assertThat(history.rays()).hasSize(41).doesNotHaveDuplicates();
		assertThat(history.overview().sweeps().latestBy()).isNull();
		assertThat(history.overview().sweeps().found()).as("the time of it had been said to be complete").isEqualTo(1);
	}

	@Test
	void loginOfALostTimeIsNotSaidToBeFoundInACompleteTime() {
		log.add("a", NOON.minusSeconds(60));
		log.importAt(NOON);
		history.jdbc()
			.sql("INSERT INTO import_gap (from_at, until_at, state, noticed_at) VALUES (:from, :until, 'LOST', :until)")
			.param("from", NOON.minus(Duration.ofHours(3)).atOffset(ZoneOffset.UTC))
			.param("until", NOON.minus(Duration.ofHours(2)).atOffset(ZoneOffset.UTC))
			.update();
		log.add("lost", NOON.minus(Duration.ofMinutes(150)));
		log.add("late", NOON.minus(Duration.ofMinutes(90)));

		log.importAt(NOON.plus(Duration.ofHours(1)));

		assertThat(history.rays()).containsExactly("a", "late", "lost");
		assertThat(history.overview().sweeps().found()).isEqualTo(1);
	}

	@Test
	void i14SweepTakesAllAlthoughPagesAreCapped() {
		log.account().behaviour().loginPageCap(100);
		log.addMany("a", 700, NOON.minus(Duration.ofHours(23)), Duration.ofMinutes(1));
		log.importAt(NOON);
		assertThat(history.rays()).hasSize(700).doesNotHaveDuplicates();
		log.addMany("late", 700, NOON.minus(Duration.ofHours(23)).plusSeconds(30), Duration.ofMinutes(1));

		log.importEvery(MINUTE, NOON.plus(Duration.ofHours(1)), NOON.plus(Duration.ofMinutes(65)));

		assertThat(history.rays()).hasSize(1400).doesNotHaveDuplicates();
		assertThat(history.overview().sweeps().found()).isEqualTo(700);
	}

	@Test
	void i8OnePollAsksForABoundedPartOfALongSweep() {
		log.account().behaviour().loginPageCap(50);
		log.addMany("a", 1300, NOON.minus(Duration.ofHours(23)), Duration.ofMinutes(1));
		log.importAt(NOON);
		Instant due = NOON.plus(Duration.ofHours(1));
		List<Long> questions = new ArrayList<>();
		for (int minute = 0; minute < 6; minute++) {
			log.account().journal().clear();
			log.importAt(due.plus(MINUTE.multipliedBy(minute)));
			questions.add(log.questions());
		}

		assertThat(questions.getFirst()).isBetween(11L, LoginSweep.PARTS_PER_POLL + 3L);
		assertThat(questions).allMatch((count) -> count <= LoginSweep.PARTS_PER_POLL + 3);
		assertThat(questions.getLast()).as("when the sweep is over").isLessThanOrEqualTo(3);
		assertThat(history.overview().sweeps().sweptAt()).isAfter(due).isBefore(due.plus(Duration.ofMinutes(6)));
	}

	@Test
	void sweepIsDoneOnceInAWhileAlthoughThePortalStartsAnew() {
		log.importAt(NOON);
		log.account().journal().clear();

		log.importEvery(MINUTE, NOON.plus(MINUTE), NOON.plus(Duration.ofMinutes(59)));
		assertThat(history.overview().sweeps().sweptAt()).isNull();
		assertThat(log.questions()).as("one for each poll of an empty log").isEqualTo(59);
		log.importEvery(MINUTE, NOON.plus(Duration.ofMinutes(60)), NOON.plus(Duration.ofMinutes(119)));

		assertThat(history.overview().sweeps().sweptAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
		assertThat(log.questions()).isEqualTo(59 + 60 + 1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 5, 8, 11, 13, 17, 21, 24 })
	void i14SweepThatIsBrokenOffGoesOnAndLosesNothing(int question) {
		for (Breaker breaker : Breaker.values()) {
			log.startAgain();
			log.account().behaviour().loginPageCap(100);
			log.addMany("a", 700, NOON.minus(Duration.ofHours(20)), Duration.ofMinutes(1));
			log.importAt(NOON);
			Instant complete = history.overview().state().importedUntil();
			log.addMany("late", 700, NOON.minus(Duration.ofHours(20)).plusSeconds(30), Duration.ofMinutes(1));
			Fault fault = breaker.strike(log.account().faults().on(Calls.LIST_LOGINS).nth(question).times(3));

			for (int minute = 60; minute < 70; minute++) {
				log.importAt(NOON.plus(MINUTE.multipliedBy(minute)));
				assertThat(history.overview().state().importedUntil()).isAfterOrEqualTo(complete);
				complete = history.overview().state().importedUntil();
			}

			assertThat(fault.fired()).isTrue();
			assertThat(history.rays()).as(breaker.name())
				.hasSize(1400)
				.doesNotHaveDuplicates()
				.containsAll(AccountLog.names("late", 700));
			assertThat(history.overview().sweeps().sweptAt()).isNotNull();
			assertThat(history.overview().sweeps().found()).isEqualTo(700);
			assertThat(history.overview().state().failure()).isNull();
			assertThat(history.overview().gaps(null, null)).extracting(Gap::state).containsOnly(Gap.State.FILLED);
		}
	}

	@Test
	void failedSweepIsNoFailedImport() {
		log.add("a", NOON.minus(Duration.ofHours(3)));
		log.importAt(NOON);
		log.add("late", NOON.minus(Duration.ofHours(2)));
		Instant due = NOON.plus(Duration.ofHours(1));
		log.account().faults().on(Calls.LIST_LOGINS).nth(3).always().throttle(30);

		log.importAt(due);

		assertThat(history.overview().state().importedUntil()).isEqualTo(due);
		assertThat(history.overview().state().failure()).isNull();
		assertThat(history.overview().sweeps().sweptAt()).isNull();
		log.account().faults().clear();
		log.importAt(due.plus(MINUTE));
		assertThat(history.rays()).containsExactly("late", "a");
	}

	@Test
	void i14TwoInstancesThatSweepAtTheSameTimeLoseAndDoubleNothing() {
		log.account().behaviour().loginPageCap(100);
		log.addMany("a", 600, NOON.minus(Duration.ofHours(20)), Duration.ofMinutes(1));
		log.importAt(NOON);
		log.addMany("late", 600, NOON.minus(Duration.ofHours(20)).plusSeconds(30), Duration.ofMinutes(1));

		for (int minute = 60; minute < 70; minute++) {
			history.now(NOON.plus(MINUTE.multipliedBy(minute)));
			LoginImport one = history.loginImport();
			LoginImport other = history.loginImport();
			try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
				instances.execute(one::run);
				instances.execute(other::run);
			}
		}

		assertThat(history.rays()).hasSize(1200).doesNotHaveDuplicates();
		assertThat(history.overview().sweeps().found()).isEqualTo(600);
		assertThat(history.overview().sweeps().sweptAt()).isBefore(NOON.plus(Duration.ofMinutes(70)));
	}

	@Test
	void i14InstanceThatLostItsLeaseMovesNoSweepBack() {
		log.account().behaviour().loginPageCap(20);
		log.addMany("a", 600, NOON.minus(Duration.ofHours(20)), Duration.ofMinutes(1));
		log.importAt(NOON);
		Instant due = NOON.plus(Duration.ofHours(1));
		log.account().faults().on(Calls.LIST_LOGINS).nth(8).run(() -> history.loginImport().run());

		log.importAt(due);

		assertThat(history.jdbc()
			.sql("SELECT sweep_at FROM history_import")
			.query((rs, row) -> rs.getTimestamp(1).toInstant())
			.single()).as("where the instance that began later came to")
			.isAfter(NOON.minus(Duration.ofHours(20)).plus(MINUTE.multipliedBy(200)));
	}

	@Test
	void i14LogThatComesNewestFirstIsSweptInSlicesToo() {
		history.importFrom(history.log().asCloudflare());
		history.log().newestFirst().mostPerPage(100);
		for (int i = 0; i < 1500; i++) {
			history.log().add("a" + i, NOON.minusSeconds(1600).plusSeconds(i));
		}
		history.importAt(NOON);
		history.log().add("late", NOON.minusSeconds(1590));

		for (int minute = 60; minute < 65; minute++) {
			history.importAt(NOON.plus(MINUTE.multipliedBy(minute)));
		}

		assertThat(history.rays()).hasSize(1501).doesNotHaveDuplicates().contains("late");
		assertThat(history.overview().sweeps().sweptAt()).isNotNull();
	}

	/** What keeps a sweep from going on. */
	private enum Breaker {

		BUSY, DOWN;

		Fault strike(FaultPlan plan) {
			return switch (this) {
				case BUSY -> plan.throttle(30);
				case DOWN -> plan.status(503);
			};
		}

	}

}

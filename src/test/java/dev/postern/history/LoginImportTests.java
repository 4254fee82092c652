package dev.postern.history;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.AccessRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.JsonNodeFactory;

import static dev.postern.history.LoginHistoryExtension.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LoginImportTests {

	@RegisterExtension
	static final LoginHistoryExtension history = new LoginHistoryExtension();

	@Test
	void i14FirstImportTakesAllThatCloudflareStillHas() {
		history.log().add("a", NOON.minus(Duration.ofHours(23))).add("b", NOON.minusSeconds(1));

		history.importAt(NOON);

		assertThat(history.rays()).containsExactly("b", "a");
		assertThat(history.overview().state().startedAt()).isEqualTo(NOON.minus(Duration.ofHours(24)));
		assertThat(history.overview().gaps(null, null)).isEmpty();
	}

	@Test
	void i14EntriesInTheOverlapAreStoredOnce() {
		history.log().add("a", NOON.minusSeconds(30));

		history.importAt(NOON);
		history.importAt(NOON.plusSeconds(60));
		history.log().add("b", NOON.plusSeconds(61));
		history.importAt(NOON.plusSeconds(120));

		assertThat(history.rays()).containsExactly("b", "a");
	}

	@Test
	void i14EntriesThatAreShownLateAreFound() {
		history.log().add("a", NOON.minusSeconds(10));
		history.importAt(NOON);

		history.log().add("late", NOON.minusSeconds(100)).add("later", NOON.minusSeconds(10));
		history.importAt(NOON.plusSeconds(60));

		assertThat(history.rays()).containsExactlyInAnyOrder("a", "late", "later");
	}

	@Test
	void i14EntriesThatAreShownLateInAQuietTimeAreFound() {
		history.log().add("a", NOON.minusSeconds(60));
		history.importAt(NOON);
		history.importAt(NOON.plusSeconds(1200));

		history.log().add("late", NOON.minusSeconds(30));
		history.importAt(NOON.plusSeconds(1260));

		assertThat(history.rays()).containsExactly("late", "a");
	}

	@Test
	void i14SameRayWithAnotherActionIsAnotherEntry() {
		history.log().add("a", NOON.minusSeconds(5));
		history.log()
			.add(new AccessRequest("a", NOON.minusSeconds(5), "logout", true, "dev@example.com", null, null, null, null,
					null, JsonNodeFactory.instance.objectNode()));

		history.importAt(NOON);

		assertThat(history.rays()).containsExactly("a", "a");
	}

	@Test
	void i14TenThousandEntriesAreImportedOnceEach() {
		fill(10_000, 3);

		history.importAt(NOON);
		history.importAt(NOON.plusSeconds(60));

		assertThat(history.rays()).hasSize(10_000).doesNotHaveDuplicates();
	}

	@Test
	void i14EntriesWithEqualTimesAcrossPageBordersAreImportedOnceEach() {
		IntStream.range(0, 700).forEach((i) -> history.log().add("early" + i, NOON.minusSeconds(200)));
		IntStream.range(0, 2500).forEach((i) -> history.log().add("same" + i, NOON.minusSeconds(100)));
		IntStream.range(0, 700).forEach((i) -> history.log().add("end" + i, NOON.minusSeconds(100 - i % 90)));

		history.importAt(NOON);

		assertThat(history.rays()).hasSize(3900).doesNotHaveDuplicates();
	}

	@Test
	void i14StartOfARangeMayBelongToItOrNot() {
		history.log().sinceIsExclusive();
		fill(5000, 900);

		history.importAt(NOON);

		assertThat(history.rays()).hasSize(5000).doesNotHaveDuplicates();
	}

	@Test
	void i14LogThatComesNewestFirstIsImportedToo() {
		history.log().newestFirst();
		fill(3500, 20);

		history.importAt(NOON);

		assertThat(history.rays()).hasSize(3500).doesNotHaveDuplicates();
	}

	@Test
	void i14LogThatGivesLessPerPageThanAskedForIsReadToItsEndAtOnce() {
		history.log().mostPerPage(500);
		fill(1400, 1);

		history.importAt(NOON);

		assertThat(history.rays()).hasSize(1400).doesNotHaveDuplicates();
	}

	@Test
	void i14LogThatComesNewestFirstWithManyAtOneTimeIsImportedToo() {
		history.log().newestFirst();
		IntStream.range(0, 200).forEach((i) -> history.log().add("old" + i, NOON.minusSeconds(600 - i)));
		IntStream.range(0, 1500).forEach((i) -> history.log().add("same" + i, NOON.minusSeconds(5)));

		history.importAt(NOON);

		assertThat(history.rays()).hasSize(1700).doesNotHaveDuplicates();
	}

	@Test
	void logThatRepeatsItsLastPartHasComeToItsEnd() {
		history.log().repeating();
		fill(30, 1);

		history.importAt(NOON);

		assertThat(history.rays()).hasSize(30);
		assertThat(history.log().reads).isEqualTo(2);
		assertThat(history.overview().state().importedUntil()).isEqualTo(NOON);
	}

	@Test
	void i14LogThatRepeatsAFullPartIsNotTakenForComplete() {
		history.log().repeating();
		IntStream.range(0, 1500).forEach((i) -> history.log().add("same" + i, NOON.minusSeconds(100)));

		history.importAt(NOON);

		assertThat(history.overview().state().failure()).isEqualTo(ImportFailure.UNREACHABLE);
		assertThat(history.overview().state().failureMessage()).contains("repeats itself");
		assertThat(history.overview().state().importedUntil()).isBefore(NOON);
	}

	@Test
	void i14PagesThatShiftDuringTheImportLoseNothing() {
		Instant start = NOON.minus(Duration.ofHours(24));
		IntStream.range(0, 5000).forEach((i) -> history.log().add("e" + i, start.plusSeconds(i * 10L)));
		history.log().beforeRead(2, () -> history.log().forgetBefore(start.plusSeconds(300 * 10)));
		history.log()
			.beforeRead(4, () -> IntStream.range(0, 50)
				.forEach((i) -> history.log().add("late" + i, start.plusSeconds(20_000))));

		history.importAt(NOON);

		assertThat(history.rays().stream().filter((ray) -> ray.startsWith("e"))).hasSize(5000).doesNotHaveDuplicates();
	}

	@Test
	void i5ImportGoesOnWhereACrashStoppedIt() {
		fill(5000, 3);
		history.log().beforeRead(4, () -> {
			throw new IllegalStateException("crash");
		});
		assertThatIllegalStateException().isThrownBy(() -> history.importAt(NOON));
		assertThat(history.rays()).hasSizeBetween(2900, 3000);
		history.log().reads = 0;

		history.importAt(NOON.plusSeconds(30));

		assertThat(history.rays()).hasSize(5000).doesNotHaveDuplicates();
		assertThat(history.log().reads).as("not from the beginning again").isLessThanOrEqualTo(4);
	}

	@Test
	void i14TwoInstancesAtTheSameTimeStoreEachEntryOnce() {
		fill(4000, 7);
		LoginImport one = history.loginImport();
		LoginImport other = history.loginImport();

		try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
			instances.execute(one::run);
			instances.execute(other::run);
		}

		assertThat(history.rays()).hasSize(4000).doesNotHaveDuplicates();
		assertThat(history.overview().state().importedUntil()).isEqualTo(NOON);
	}

	@Test
	void i14WhatCloudflareKeptLongerThanItMustIsTaken() {
		history.importAt(NOON);
		Instant back = NOON.plus(Duration.ofHours(30));
		history.log().add("kept", NOON.plusSeconds(60)).add("a", back.minusSeconds(60));

		history.importAt(back);

		assertThat(history.rays()).containsExactly("a", "kept");
	}

	@Test
	void i14QuestionForDeletedLoginsThatCloudflareRejectsIsAskedForTheRest() {
		history.importAt(NOON);
		Instant back = NOON.plus(Duration.ofHours(30));
		history.log().add("a", back.minusSeconds(60)).beforeRead(1, () -> {
			throw new CloudflareException.Rejected("since is too long ago", 12091);
		});

		history.importAt(back);

		assertThat(history.rays()).containsExactly("a");
		assertThat(history.overview().state().failure()).isNull();
	}

	private static void fill(int entries, int perSecond) {
		long seconds = entries / perSecond + 1L;
		IntStream.range(0, entries)
			.forEach((i) -> history.log().add("e" + i, NOON.minusSeconds(seconds + 5).plusSeconds(i / perSecond)));
	}

}

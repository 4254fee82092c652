package dev.postern.reconcile.runs;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.runs.ServerRun.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServerRunTests {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private static final ServerId DB = new ServerId(new UUID(0, 1));

	private static final Problem LATER = new Problem("cloudflare-unavailable", List.of(), null, null);

	private static final Problem TAKEN = new Problem("record-taken", List.of("ssh-db1.example.jp", "A"), null, null);

	@ParameterizedTest
	@CsvSource({ "DONE, DONE DONE, DONE", "HELD, DONE DONE, DONE", "AWAITING_APPROVAL, DONE, DONE",
			"POSTPONED, DONE, DONE", "HELD, REFUSED SKIPPED, HELD", "POSTPONED, DONE SKIPPED, POSTPONED",
			"AWAITING_APPROVAL, SKIPPED, AWAITING_APPROVAL", "ABANDONED, UNKNOWN, ABANDONED", "RUNNING, DONE, RUNNING",
			"POSTPONED, '', POSTPONED", "HELD, '', NOTHING", "DONE, '', NOTHING" })
	void tellsOfOneServerHoweverTheWholeRunWent(Run.Status status, String changes, Outcome outcome) {
		ServerRun part = part(status, changes, null);

		assertThat(part.outcome()).isEqualTo(outcome);
		assertThat(part.problem() == null)
			.isEqualTo(outcome == Outcome.DONE || outcome == Outcome.NOTHING || outcome == Outcome.RUNNING);
	}

	@Test
	void whatStoppedTheServerItselfIsWhy() {
		ServerRun held = part(Run.Status.DONE, "",
				new RunStop(DB, Hostname.of("ssh-db1.example.jp"), Phase.HELD, TAKEN));
		ServerRun tried = part(Run.Status.HELD, "REFUSED",
				new RunStop(DB, Hostname.of("ssh-db1.example.jp"), Phase.FAILED, TAKEN));

		assertThat(held.outcome()).isEqualTo(Outcome.HELD);
		assertThat(held.problem()).isEqualTo(TAKEN);
		assertThat(tried.outcome()).isEqualTo(Outcome.POSTPONED);
	}

	@Test
	void whatWasRefusedAndMadeLaterIsDone() {
		List<Run.ChangeProgress> twice = List.of(change(1, "CreateApp", "REFUSED"), change(2, "CreateApp", "DONE"));

		assertThat(new ServerRun(run(Run.Status.DONE), twice, null).outcome()).isEqualTo(Outcome.DONE);
	}

	private static ServerRun part(Run.Status status, String changes, @Nullable RunStop stop) {
		List<String> statuses = Stream.of(changes.split(" ")).filter((one) -> !one.isEmpty()).toList();
		return new ServerRun(run(status),
				Stream.iterate(0, (i) -> i < statuses.size(), (i) -> i + 1)
					.map((i) -> change(i, "Kind" + i, statuses.get(i)))
					.toList(),
				stop);
	}

	private static Run run(Run.Status status) {
		return new Run(new UUID(0, 2), new TunnelId(new UUID(0, 3)), NOON, NOON, status, LATER, 2, 1);
	}

	private static Run.ChangeProgress change(int seq, String kind, String status) {
		return new Run.ChangeProgress(seq, kind, Change.Phase.PROTECT, List.of(DB),
				List.of(Hostname.of("ssh-db1.example.jp")), null, null, Run.ChangeStatus.valueOf(status), null, NOON,
				NOON);
	}

}

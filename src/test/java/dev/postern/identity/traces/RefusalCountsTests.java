package dev.postern.identity.traces;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.postern.kernel.Recorded;
import dev.postern.kernel.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

@ExtendWith(OutputCaptureExtension.class)
class RefusalCountsTests {

	private final SettableClock clock = new SettableClock();

	private final List<Entry> told = new ArrayList<>();

	private final List<String> subjects = new ArrayList<>();

	private final RefusalCounts refusals = refusals(this.clock);

	@AfterEach
	void end() {
		RequestContextHolder.resetRequestAttributes();
		this.refusals.stop();
	}

	@Test
	void floodFromOneAddressIsTwoEntriesWithTheirCounts_I10() {
		for (int i = 0; i < 1000; i++) {
			refuse("203.0.113.7", "not-valid");
		}
		this.refusals.tellWhatIsDue();
		assertThat(this.told).containsExactly(new Entry("client", "203.0.113.7", "not-valid", 1));

		this.clock.goOn(RefusalCounts.TOGETHER);
		this.refusals.tellWhatIsDue();
		this.refusals.tellWhatIsDue();

		assertThat(this.told).hasSize(2).contains(new Entry("client", "203.0.113.7", "not-valid", 999));
	}

	@Test
	void slowFloodIsOneEntryInTenMinutes() {
		for (int minute = 0; minute < 60; minute++) {
			refuse("203.0.113.7", "not-valid");
			this.refusals.tellWhatIsDue();
			this.clock.goOn(RefusalCounts.TOGETHER.dividedBy(10));
		}

		assertThat(this.told).hasSizeLessThanOrEqualTo(6);
	}

	@Test
	void eachAddressAndReasonIsToldByItself() {
		refuse("203.0.113.7", "not-valid");
		refuse("203.0.113.7", "locked");
		refuse("2001:db8::1", "locked");

		assertThat(this.told).containsExactly(new Entry("client", "203.0.113.7", "not-valid", 1),
				new Entry("client", "203.0.113.7", "locked", 1), new Entry("client", "2001:db8:0:0::/64", "locked", 1));
	}

	@Test
	void networkOfIpv6IsOneAddressAndLeavesRoomForOthers_I10() {
		for (int i = 0; i < RefusalCounts.MOST * 2; i++) {
			refuse("2001:db8:0:7::%x".formatted(i), "not-valid");
		}
		refuse("203.0.113.7", "not-valid");

		assertThat(this.told).containsExactly(new Entry("client", "2001:db8:0:7::/64", "not-valid", 1),
				new Entry("client", "203.0.113.7", "not-valid", 1));
	}

	@Test
	void strangersDoNotHideThatAPersonIsRefused_I10() {
		for (int i = 0; i < RefusalCounts.MOST * 2; i++) {
			refuse("2001:db8:%x::1".formatted(i), "not-valid");
		}
		come("203.0.113.7");
		this.refusals.note("token.refused", "locked", "eve@example.com");

		assertThat(this.told.getLast()).isEqualTo(new Entry("client", "203.0.113.7", "locked", 1));
		assertThat(this.subjects.getLast()).isEqualTo("eve@example.com");
	}

	@Test
	void personWithManyAddressesHidesNoOtherPerson_I10() {
		for (int i = 0; i < RefusalCounts.MOST * 2; i++) {
			come("2001:db8:%x::1".formatted(i));
			this.refusals.note("token.refused", "locked", "eve@example.com");
		}
		come("203.0.113.7");
		this.refusals.note("token.refused", "locked", "mallory@example.com");

		assertThat(this.told).hasSize(RefusalCounts.MOST + 2);
		assertThat(this.told.getLast().address()).isEqualTo("others");
		assertThat(this.subjects).endsWith("eve@example.com", "mallory@example.com");
	}

	@Test
	void floodFromManyAddressesFillsNeitherMemoryNorAudit() {
		int addresses = 10_000;
		for (int i = 0; i < addresses; i++) {
			refuse("2001:db8:%x::1".formatted(i), "not-valid");
		}
		assertThat(this.told).hasSize(RefusalCounts.MOST + 1);

		this.clock.goOn(RefusalCounts.TOGETHER);
		this.refusals.tellWhatIsDue();

		assertThat(this.told).hasSize(RefusalCounts.MOST + 2);
		assertThat(this.told.getLast())
			.isEqualTo(new Entry("client", "others", "not-valid", addresses - RefusalCounts.MOST - 1));
		assertThat(this.told.stream().mapToLong(Entry::count).sum()).isEqualTo(addresses);
	}

	@Test
	void nothingIsLeftUntoldWhenThePortalStops() {
		refuse("203.0.113.7", "not-valid");
		refuse("203.0.113.7", "not-valid");

		this.refusals.stop();

		assertThat(this.told).extracting(Entry::count).containsExactly(1L, 1L);
	}

	@Test
	void refusalStaysOneWhenItCannotBeTold(CapturedOutput output) {
		RefusalCounts silent = new RefusalCounts(new Traces((event) -> {
			throw new IllegalStateException("the audit is away");
		}, TransactionOperations.withoutTransaction(), JsonMapper.shared()), this.clock);

		assertThatCode(() -> silent.note("token.refused", "not-valid", null)).doesNotThrowAnyException();
		assertThatCode(silent::stop).doesNotThrowAnyException();
		assertThat(output).contains("Could not note refusals in the audit action=token.refused reason=not-valid");
	}

	@Test
	void refusalsOfAnOutageAreToldAfterIt_I10() {
		AtomicBoolean away = new AtomicBoolean(true);
		List<Recorded> noted = new ArrayList<>();
		RefusalCounts counts = new RefusalCounts(new Traces((event) -> {
			if (away.get()) {
				throw new IllegalStateException("the audit is away");
			}
			noted.add((Recorded) event);
		}, TransactionOperations.withoutTransaction(), JsonMapper.shared()), this.clock);
		come("203.0.113.7");
		for (int i = 0; i < 3; i++) {
			counts.note("token.refused", "not-valid", null);
		}
		this.clock.goOn(RefusalCounts.TOGETHER);
		counts.tellWhatIsDue();
		away.set(false);

		counts.tellWhatIsDue();

		assertThat(noted).singleElement()
			.satisfies((one) -> assertThat(Objects.requireNonNull(one.after()).get("count").asInt()).isEqualTo(3));
		counts.stop();
	}

	@Test
	void portalStopsInTimeWhenTheAuditIsAway() {
		AtomicInteger tries = new AtomicInteger();
		RefusalCounts silent = new RefusalCounts(new Traces((event) -> {
			tries.incrementAndGet();
			throw new IllegalStateException("the audit is away");
		}, TransactionOperations.withoutTransaction(), JsonMapper.shared()), this.clock);
		for (int i = 0; i < 5; i++) {
			come("203.0.113." + i);
			silent.note("token.refused", "not-valid", null);
			silent.note("token.refused", "not-valid", null);
		}

		silent.stop();

		assertThat(tries).hasValue(5 + 1);
	}

	@Test
	void whatOtherThreadsDoHasNoSource() throws ExecutionException, InterruptedException {
		come("203.0.113.7");
		assertThat(RequestSource.current()).isEqualTo(new RequestSource("client", "203.0.113.7"));

		try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
			assertThat(others.submit(RequestSource::current).get()).isEqualTo(RequestSource.NONE);
		}
	}

	@Test
	void nameOfATokenAndWhatAProxySaysAreBounded_I15() {
		come("203.0.113.7\r\nX: y".repeat(100));
		RequestSource.note(RequestSource.TOKEN, "back\u202Eup".repeat(100));

		assertThat(RequestSource.current().address()).isEqualTo("unreadable");
		assertThat(RequestSource.current().via()).startsWith("token back\\u{202E}up").hasSizeLessThan(110);
	}

	private void refuse(String address, String reason) {
		come(address);
		this.refusals.note("token.refused", reason, null);
	}

	private static void come(String address) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/me");
		request.setRemoteAddr(address);
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
	}

	private RefusalCounts refusals(Clock clock) {
		return new RefusalCounts(new Traces((event) -> {
			if (event instanceof Recorded(var actor, var action, var subject, var before, JsonNode after)) {
				RequestSource origin = RequestSource.current();
				this.subjects.add(subject.name());
				this.told.add(new Entry(origin.via(), origin.address(), after.get("reason").asString(),
						after.get("count").asLong()));
			}
		}, TransactionOperations.withoutTransaction(), JsonMapper.shared()), clock);
	}

	private record Entry(@Nullable String via, @Nullable String address, String reason, long count) {
	}

}

package dev.postern.reconcile;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.servers.Server;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each call of a registration and of a removal goes wrong in each way, once and
 * lastingly.
 */
@ReconcileTest
@TestPropertySource(properties = { "postern.reconcile.retry-first=20ms", "postern.reconcile.retry-longest=200ms",
		"postern.cloudflare.read-timeout=300ms" })
class ReconcilerFaultTests {

	/**
	 * A registration and a removal take this many calls each, see
	 * {@code ReconcilerTests}.
	 */
	private static final int CALLS = 10;

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ReconcileFixture site;

	static Stream<Arguments> everyCallInEveryWay() {
		return Stream.of(FaultWay.values())
			.flatMap((way) -> IntStream.rangeClosed(1, CALLS).mapToObj((call) -> Arguments.of(way, call)));
	}

	@ParameterizedTest(name = "{0}, call {1}")
	@MethodSource("everyCallInEveryWay")
	void endsTheSameWhateverGoesWrong_I1_I2_I3_I4_I5(FaultWay way, int call) {
		String hostname = ReconcileFixture.newHostname();
		Fault onTheWayUp = way.strike(this.cloudflare.faults().on(ReconcileFixture.reconciling()).nth(call));
		Server server = this.site.register(hostname);
		this.site.ready(server.id());
		this.site.quiet();
		this.site.assertStands(hostname, "ssh://host.docker.internal:22");
		assertThat(onTheWayUp.fired()).as("fault on the way up").isTrue();
		onTheWayUp.end();

		Fault onTheWayDown = way.strike(this.cloudflare.faults().on(ReconcileFixture.reconciling()).nth(call).times(3));
		this.site.retire(server);
		this.site.gone(server.id());
		this.site.assertNothingLeft(hostname);
		assertThat(onTheWayDown.fired()).as("fault on the way down").isTrue();
		onTheWayDown.end();

		this.cloudflare.watch().assertNoViolations();
		assertThat(problems()).allSatisfy(ReconcilerFaultTests::tellsWhatHappenedWhatItMeansAndWhatToDo);
	}

	static Stream<CallMatcher> writes() {
		return Stream.of(Calls.CREATE_APP.mentioning("domain"), Calls.PUT_CONFIGURATION, Calls.CREATE_DNS);
	}

	@ParameterizedTest
	@MethodSource("writes")
	void aChangeThatWasThrottledWasNotMadeAndItsAnswerWasNotLost(CallMatcher call) {
		Fault throttled = this.cloudflare.faults().on(call).nth(1).throttle(1);
		this.site.ready(this.site.register(ReconcileFixture.newHostname()).id());
		assertThat(throttled.fired()).isTrue();
		throttled.remove();
		assertThat(failed()).containsExactly("SKIPPED");

		Fault lost = this.cloudflare.faults().on(call).nth(1).cutAfterCommit();
		this.site.ready(this.site.register(ReconcileFixture.newHostname()).id());
		assertThat(lost.fired()).isTrue();
		assertThat(failed()).containsExactlyInAnyOrder("SKIPPED", "UNKNOWN");
	}

	/** Of changes that were tried and not made, how far they were said to be. */
	private List<String> failed() {
		return this.jdbc.sql("""
				SELECT c.status FROM reconcile_change c JOIN reconcile_run r ON r.id = c.run_id
				WHERE r.tunnel_id = :tunnel AND c.status <> 'DONE' AND c.answer IS NOT NULL""")
			.param("tunnel", this.site.tunnel.value())
			.query((row, number) -> row.getString(1))
			.list();
	}

	private List<String> problems() {
		return this.jdbc
			.sql("SELECT problem ->> 'code' FROM reconcile_run WHERE tunnel_id = :tunnel AND problem IS NOT NULL")
			.param("tunnel", this.site.tunnel.value())
			.query((row, number) -> row.getString(1))
			.list();
	}

	private static void tellsWhatHappenedWhatItMeansAndWhatToDo(String code) {
		Properties messages = new Properties();
		try (Reader reader = new InputStreamReader(
				Objects.requireNonNull(ReconcilerFaultTests.class.getResourceAsStream("/messages.properties")),
				StandardCharsets.UTF_8)) {
			messages.load(reader);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		assertThat(messages.stringPropertyNames()).contains("problem.%s.what".formatted(code),
				"problem.%s.means".formatted(code), "problem.%s.todo".formatted(code));
	}

}

package dev.postern.cloudflare;

import java.time.Instant;
import java.util.List;

import dev.postern.cloudflare.StubApi.Answer;
import dev.postern.cloudflare.model.AccessRequest;
import dev.postern.cloudflare.model.AccessRequestPage;
import dev.postern.cloudflare.model.UnreadableAccessRequest;
import dev.postern.cloudflare.model.UnreadableAccessRequest.Flaw;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Entries of the login log as they come over the wire. */
class LoginLogReaderTests {

	private static final String GOOD = "{\"created_at\":\"2026-11-02T10:01:02Z\",\"allowed\":true,\"ray_id\":\"8d\"}";

	private final StubApi stub = new StubApi();

	@AfterEach
	void stop() {
		this.stub.close();
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "false, false", "'\"true\"', true", "'\"False\"', false", "'\" TRUE \"', true",
			"1, true", "0, false", "'\"1\"', true", "'\"0\"', false" })
	void i14OutcomeThatCanMeanOneThingOnlyIsRead(String said, boolean allowed) {
		assertThat(read(entry("\"2026-11-02T10:01:02Z\"", said))).singleElement()
			.satisfies((login) -> assertThat(login.allowed()).isEqualTo(allowed));
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"\"", "\"yes\"", "\"allowed\"", "2", "-1", "1.5", "[]", "[true]", "{}" })
	void i14OutcomeThatIsNotKnownIsNotGuessed(String said) {
		String entry = entry("\"2026-11-02T10:01:02Z\"", said);

		assertThat(flawed(entry)).satisfies((unreadable) -> {
			assertThat(unreadable.flaw()).isEqualTo(Flaw.NO_OUTCOME);
			assertThat(unreadable.createdAt()).isEqualTo("2026-11-02T10:01:02Z");
			assertThat(unreadable.raw()).hasToString(entry);
		});
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-02T10:01:02Z, 2026-11-02T10:01:02Z", "2026-11-02t10:01:02z, 2026-11-02T10:01:02Z",
			"2026-11-02T19:01:02+09:00, 2026-11-02T10:01:02Z", "2026-11-02T04:31:02-05:30, 2026-11-02T10:01:02Z",
			"2026-11-02T10:01:02+0000, 2026-11-02T10:01:02Z", "2026-11-02 10:01:02 +00:00, 2026-11-02T10:01:02Z",
			"2026-11-02T10:01:02.5Z, 2026-11-02T10:01:02.5Z",
			"2026-11-02T10:01:02.123456Z, 2026-11-02T10:01:02.123456Z",
			"2026-11-02T10:01:02.1234567899999+00:00, 2026-11-02T10:01:02.123456789Z",
			"2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z" })
	void i14TimeIsReadHoweverItIsWritten(String said, Instant at) {
		assertThat(read(entry("\"" + said + "\"", "true"))).singleElement()
			.satisfies((login) -> assertThat(login.createdAt()).isEqualTo(at));
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"\"", "\"yesterday\"", "\"2026-11-02\"", "\"2026-11-02T10:01:02\"",
			"\"2026-13-02T10:01:02Z\"", "\"2026-11-02T25:01:02Z\"", "\"2026-11-02T10:01:02+99:00\"", "1793613662", "{}",
			"\"0000-01-01T00:00:00Z\"", "\"+12026-11-02T10:01:02Z\"" })
	void i14TimeThatIsNoneIsNotGuessed(String said) {
		assertThat(flawed(entry(said, "true")).flaw()).isEqualTo(Flaw.NO_TIME);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "7", "\"login\"", "true", "[]", "[{}]" })
	void i14EntryThatIsNoObjectIsKeptWhole(String entry) {
		assertThat(flawed(entry)).satisfies((unreadable) -> {
			assertThat(unreadable.flaw()).isEqualTo(Flaw.NO_OBJECT);
			assertThat(unreadable.raw()).hasToString(entry);
		});
	}

	@Test
	void i14EntryThatNoDatabaseCouldHoldIsKeptAside() {
		String endless = "\"2026-11-02T10:01:02Z\",\"x\":";
		String deep = "[".repeat(60) + "]".repeat(60);
		String longName = "\"2026-11-02T10:01:02Z\",\"user_email\":\"%s\",\"x\":1".formatted("é".repeat(700));

		assertThat(List.of(entry(endless + "1E200000", "true"), entry(endless + deep, "true"), entry(longName, "true")))
			.allSatisfy((entry) -> assertThat(flawed(entry).flaw()).isEqualTo(Flaw.TOO_LARGE));
	}

	@Test
	void i14EverythingButTimeAndOutcomeMayBeAbsentOrOdd() {
		assertThat(
				read("{\"created_at\":\"2026-11-02T10:01:02Z\",\"allowed\":true,\"user_email\":null,\"ip_address\":7,"
						+ "\"country\":{},\"app_uid\":[]}"))
			.singleElement()
			.satisfies((login) -> {
				assertThat(login.userEmail()).isEmpty();
				assertThat(login.rayId()).isEmpty();
				assertThat(login.ipAddress()).isNull();
				assertThat(login.country()).isNull();
			});
		assertThat(read("{\"created_at\":\"2026-11-02T10:01:02Z\",\"allowed\":true,\"user_email\":\"7f3a.access\"}"))
			.extracting(AccessRequest::userEmail)
			.containsExactly("7f3a.access");
	}

	private AccessRequestPage page(String entry) {
		this.stub.answering((request) -> Answer.ok("[%s,%s]".formatted(entry, GOOD)));
		return this.stub.ask((cloudflare) -> cloudflare.accessRequests(Instant.EPOCH, Instant.EPOCH, 1, 100));
	}

	/** The logins beside the good one that every page has. */
	private List<AccessRequest> read(String entry) {
		AccessRequestPage page = page(entry);
		assertThat(page.unreadable()).isEmpty();
		return page.requests().subList(0, page.requests().size() - 1);
	}

	private UnreadableAccessRequest flawed(String entry) {
		AccessRequestPage page = page(entry);
		assertThat(page.requests()).extracting(AccessRequest::rayId).containsExactly("8d");
		assertThat(page.unreadable()).hasSize(1);
		return page.unreadable().getFirst();
	}

	private static String entry(String createdAt, String allowed) {
		return "{\"allowed\":%s,\"created_at\":%s}".formatted(allowed, createdAt);
	}

}

package dev.postern.history;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.postern.cloudflare.model.AccessRequest;
import dev.postern.cloudflare.model.UnreadableAccessRequest.Flaw;
import dev.postern.fake.access.Login;
import dev.postern.fake.kernel.Json;
import dev.postern.history.search.LoginFilter;
import dev.postern.kernel.Page;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static dev.postern.history.LoginHistoryExtension.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Entries of the log that are kept aside, and the others, which are imported. */
class UnreadableLoginsTests {

	@Order(1)
	@RegisterExtension
	static final LoginHistoryExtension history = new LoginHistoryExtension();

	@Order(2)
	@RegisterExtension
	static final AccountLog log = new AccountLog(history);

	@ParameterizedTest
	@CsvSource({ "'\"true\"', '\"false\"'", "1, 0", "'\"1\"', '\"0\"'", "'\"TRUE\"', '\"False\"'" })
	void i14OutcomeMayBeWrittenInOtherWays(String allowed, String refused) {
		log.account().behaviour().loginOutcomes((outcome) -> Json.parse(outcome ? allowed : refused));
		log.account().addLogin(Login.of("dev@example.com", "a.example.jp", NOON.minusSeconds(9)).ray("in"));
		log.account().addLogin(Login.of("eve@example.net", "a.example.jp", NOON.minusSeconds(8)).ray("out").denied());

		log.importAt(NOON);

		assertThat(history.logins().find(LoginFilter.EVERYTHING, null, 10).items())
			.extracting(dev.postern.history.search.Login::rayId, dev.postern.history.search.Login::allowed)
			.containsExactly(tuple("out", false), tuple("in", true));
		assertThat(history.unreadable().count()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"maybe\"", "[]", "2" })
	void i14OutcomeThatIsNotKnownIsKeptAsideAndCounted(String outcome) {
		log.account().behaviour().loginOutcomes((allowed) -> allowed ? Json.parse("true") : Json.parse(outcome));
		log.add("good", NOON.minusSeconds(9));
		log.account().addLogin(Login.of("eve@example.net", "a.example.jp", NOON.minusSeconds(8)).ray("odd").denied());

		log.importAt(NOON);
		log.importAt(NOON.plusSeconds(60));

		assertThat(history.rays()).containsExactly("good");
		assertThat(history.unreadable().find(null, 10).items()).singleElement().satisfies((entry) -> {
			assertThat(entry.flaw()).isEqualTo(Flaw.NO_OUTCOME);
			assertThat(entry.createdAt()).isEqualTo(NOON.minusSeconds(8));
			assertThat(entry.firstSeenAt()).isEqualTo(NOON);
			assertThat(entry.raw()).contains("eve@example.net", outcome);
		});
		assertThat(history.overview().state().failure()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "7", "\"login\"", "[]", "{}", "{\"created_at\":\"garbage\",\"allowed\":true}",
			"{\"created_at\":null,\"allowed\":true}", "{\"allowed\":true}",
			"{\"created_at\":1793613662,\"allowed\":true}",
			"{\"created_at\":\"2026-11-22T11:59:00Z\",\"allowed\":true,\"x\":1E200000}" })
	void i14OneUnreadableEntryAmong999KeepsNoOtherOut(String entry) {
		log.addMany("a", 999, NOON.minus(Duration.ofHours(20)), Duration.ofMinutes(1));
		log.account().addLoginEntry(Json.parse(entry), NOON.minus(Duration.ofHours(10)));

		log.importAt(NOON);

		assertThat(history.rays()).hasSize(999).doesNotHaveDuplicates();
		assertThat(history.unreadable().find(null, 10).items()).extracting(UnreadableLogin::raw)
			.containsExactly(Json.parse(entry).toString());
		assertThat(history.overview().state().importedUntil()).isEqualTo(NOON);
		assertThat(history.overview().state().failure()).isNull();
	}

	@Test
	void i14UnreadableEntryIsKeptOnceWhateverTheOrderOfItsFields() {
		log.account()
			.addLoginEntry(Json.parse("{\"a\":1,\"b\":{\"c\":2,\"d\":\"nul \\u0000\"}}"), NOON.minusSeconds(9));
		log.account()
			.addLoginEntry(Json.parse("{\"b\":{\"d\":\"nul \\u0000\",\"c\":2},\"a\":1}"), NOON.minusSeconds(8));
		log.account().addLoginEntry(Json.parse("{\"a\":2}"), NOON.minusSeconds(7));

		log.importEvery(Duration.ofMinutes(1), NOON, NOON.plus(Duration.ofMinutes(61)));

		assertThat(history.unreadable().find(null, 10).items()).extracting(UnreadableLogin::raw)
			.containsExactlyInAnyOrder("{\"a\":1,\"b\":{\"c\":2,\"d\":\"nul \\u0000\"}}", "{\"a\":2}");
	}

	@Test
	void i14PagesOfUnreadableEntriesAreNoEnd() {
		log.account().behaviour().loginPageCap(100);
		for (int i = 0; i < 350; i++) {
			log.account().addLoginEntry(Json.parse("{\"odd\":%d}".formatted(i)), NOON.minusSeconds(1000 - i));
		}
		log.add("after", NOON.minusSeconds(9));

		log.importAt(NOON);

		assertThat(history.rays()).containsExactly("after");
		assertThat(history.unreadable().count()).isEqualTo(350);
	}

	@Test
	void i14TwoInstancesKeepAnUnreadableEntryOnce() {
		log.account().addLoginEntry(Json.parse("{\"odd\":true}"), NOON.minusSeconds(9));
		LoginImport one = history.loginImport();
		LoginImport other = history.loginImport();

		try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
			instances.execute(one::run);
			instances.execute(other::run);
		}

		assertThat(history.unreadable().count()).isEqualTo(1);
	}

	@Test
	void i14UnreadableEntryThatIsShownLateIsFoundToo() {
		log.importAt(NOON);
		Instant at = NOON.minus(Duration.ofHours(5));

		log.account().addLoginEntry(Json.parse("{\"late\":true}"), at);
		log.importAt(NOON.plus(Duration.ofMinutes(61)));

		assertThat(history.unreadable().count()).isEqualTo(1);
	}

	@Test
	void unreadableEntriesAreKeptAsLongAsLogins() {
		Instant once = NOON.minus(Duration.ofDays(900));
		log.account().addLoginEntry(Json.parse("{\"odd\":1}"), once.minusSeconds(9));
		log.importAt(once);

		log.importAt(once.plus(Duration.ofDays(364)));
		assertThat(history.unreadable().count()).isEqualTo(1);
		log.importAt(once.plus(Duration.ofDays(366)));

		assertThat(history.unreadable().count()).isZero();
	}

	@Test
	void listIsCutIntoPartsAndLongEntriesAreShortened() {
		for (int i = 0; i < 5; i++) {
			log.account().addLoginEntry(Json.parse("{\"odd\":%d}".formatted(i)), NOON.minusSeconds(9));
		}
		log.importAt(NOON);
		log.account().addLoginEntry(Json.parse("\"" + "x".repeat(9000) + "\""), NOON.minusSeconds(9));
		log.importAt(NOON.plusSeconds(60));

		Page<UnreadableLogin> first = history.unreadable().find(null, 4);
		Page<UnreadableLogin> second = history.unreadable().find(first.next(), 4);

		assertThat(first.items()).hasSize(4);
		assertThat(first.items().getFirst().cut()).isTrue();
		assertThat(first.items().getFirst().raw()).hasSize(4000);
		assertThat(second.items()).hasSize(2).noneMatch(UnreadableLogin::cut);
		assertThat(second.next()).isNull();
	}

	@Test
	void i14LoginsOfOneSecondWithoutRayIdAreToldApart() {
		Instant at = NOON.minusSeconds(9);
		history.importFrom(history.log()
			.add(withoutRay(at, "a.example.jp"))
			.add(withoutRay(at, "b.example.jp"))
			.add(withoutRay(at, "a.example.jp"))
			.asCloudflare());

		history.importAt(NOON);
		history.importAt(NOON.plusSeconds(60));

		assertThat(history.logins().find(LoginFilter.EVERYTHING, null, 10).items())
			.extracting(dev.postern.history.search.Login::application)
			.containsExactlyInAnyOrder("a.example.jp", "b.example.jp");
	}

	@Test
	void i14TextsThatNoDatabaseTakesAsTheyAreKeepNoOtherOut() {
		ObjectNode odd = JsonNodeFactory.instance.objectNode().put("x", "half a pair \ud800");
		history.importFrom(history.log()
			.add(new AccessRequest("odd \ud800", NOON.minusSeconds(9), "login", true, "nul\u0000", "fe80::1%1", null,
					null, null, null, odd))
			.add(withoutRay(NOON.minusSeconds(8), "a.".repeat(20_000) + "jp"))
			.add("good", NOON.minusSeconds(5))
			.asCloudflare());

		history.importAt(NOON);

		assertThat(history.rays()).hasSize(3).startsWith("good");
	}

	private static AccessRequest withoutRay(Instant at, String domain) {
		return new AccessRequest("", at, "login", true, "", "198.51.100.1", null, null, null, domain,
				JsonNodeFactory.instance.objectNode());
	}

}

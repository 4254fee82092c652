package dev.postern.fake.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.access.Login;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The login log. */
class LoginLogTests {

	private static final String LOGS = "/accounts/{account}/access/logs/access_requests";

	private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

	private final SettableClock clock = new SettableClock();

	private final FakeCloudflare cloudflare = FakeCloudflare.start(this.clock);

	private final ApiClient api = ApiClient.of(this.cloudflare);

	private final AccessAppId app;

	LoginLogTests() {
		this.cloudflare.addZone("example.jp");
		this.app = this.cloudflare.asSomebodyElse().addApp("db1.example.jp", "jdoe@example.com");
	}

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void anEntryTellsWhoWhereAndHow() {
		this.cloudflare.addLogin(Login.of("jdoe@example.com", "db1.example.jp", START)
			.through("google")
			.from("198.51.100.7", "JP")
			.ray("8dbf0c2e1a2b3c4d"));

		ApiClient.Reply reply = this.api.get(LOGS);

		assertThat(reply.result().path(0).toString()).isEqualTo("""
				{"user_email":"jdoe@example.com","ip_address":"198.51.100.7","app_uid":"%s",\
				"app_domain":"db1.example.jp","action":"login","connection":"google","allowed":true,\
				"created_at":"2026-11-22T08:00:00Z","ray_id":"8dbf0c2e1a2b3c4d","country":"JP"}""".formatted(this.app));
		assertThat(reply.json().has("result_info")).isFalse();
	}

	@Test
	void theNewestComeFirstUnlessTurned() {
		addMinutes(3);

		assertThat(times("")).containsExactly("2026-11-22T08:02:00Z", "2026-11-22T08:01:00Z", "2026-11-22T08:00:00Z");
		assertThat(times("direction=asc")).containsExactly("2026-11-22T08:00:00Z", "2026-11-22T08:01:00Z",
				"2026-11-22T08:02:00Z");
	}

	@Test
	void pagesEndWithAShortOrEmptyOne() {
		addMinutes(30);

		assertThat(times("")).hasSize(25);
		assertThat(times("limit=10&page=3")).hasSize(10);
		assertThat(times("limit=10&page=4")).isEmpty();
		assertThat(times("per_page=20&page=2")).hasSize(10);
		assertThat(Stream.of(1, 2, 3).flatMap((page) -> times("limit=10&page=" + page).stream())).hasSize(30)
			.doesNotHaveDuplicates();
	}

	@Test
	void moreThanThousandAreNeverGivenAtOnce() {
		addMinutes(1001);

		assertThat(times("limit=5000")).hasSize(1000);
	}

	@Test
	void sinceAndUntilIncludeTheirInstant() {
		addMinutes(5);

		assertThat(times("direction=asc&since=2026-11-22T08:01:00Z&until=2026-11-22T17:03:00%2B09:00"))
			.containsExactly("2026-11-22T08:01:00Z", "2026-11-22T08:02:00Z", "2026-11-22T08:03:00Z");
	}

	@ParameterizedTest
	@CsvSource({ "since=yesterday", "until=2026-11-22", "limit=0", "limit=x", "page=0" })
	void aParameterThatCanNotBeReadIsRefused(String query) {
		assertThat(this.api.get(LOGS + "?" + query).problem())
			.isEqualTo("400 12091 access.api.error.invalid_url_parameter_value");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			email=jdoe                                  | 2
			email=JDOE                                  | 0
			email=jdoe@example.com&emailOp=eq           | 1
			email=jdoe@example.com&email_exact=true     | 1
			email=jdoe@example.com&emailOp=neq          | 2
			allowed=false                               | 1
			allowed=false&allowedOp=neq                 | 2
			idp=google                                  | 1
			ray_id=abc&ray_idOp=eq                      | 1
			country_code=JP                             | 1
			user_id=ignored                             | 3
			""")
	void filtersChoose(String query, int found) {
		this.cloudflare.addLogin(Login.of("jdoe@example.com", "db1.example.jp", START).ray("abc"));
		this.cloudflare.addLogin(Login.of("old-jdoe@example.com", "db1.example.jp", START).denied());
		this.cloudflare.addLogin(
				Login.of("eve@example.net", "db1.example.jp", START).through("google").from("198.51.100.7", "JP"));

		assertThat(times(query)).hasSize(found);
	}

	@Test
	void theApplicationCanBeAskedFor() {
		addMinutes(2);
		this.cloudflare.addLogin(Login.of("jdoe@example.com", "wiki.example.jp", START).action("logout").from("::1"));

		assertThat(times("app_uid=%s&app_uidOp=eq".formatted(this.app))).hasSize(2);
		assertThat(times("app_uid=%s&app_uidOp=neq".formatted(this.app))).hasSize(1);
	}

	@Test
	void fieldsLimitTheEntry() {
		addMinutes(1);

		assertThat(this.api.get(LOGS + "?fields=user_email,allowed").result().path(0).toString())
			.isEqualTo("{\"user_email\":\"jdoe@example.com\",\"allowed\":true}");
	}

	@Test
	void theFreePlanForgetsAfterADay() {
		addMinutes(1);
		this.cloudflare.behaviour().loginRetention(Duration.ofDays(1));
		assertThat(times("")).hasSize(1);

		this.clock.goOn(Duration.ofHours(23));

		assertThat(times("")).isEmpty();
	}

	@Test
	void aPageMayBeShorterThanAskedForAlthoughMoreFollow() {
		addMinutes(250);
		this.cloudflare.behaviour().loginPageCap(100);

		assertThat(times("limit=1000&per_page=1000")).hasSize(100);
		assertThat(times("limit=1000&per_page=1000&page=3")).hasSize(50);
		assertThat(times("limit=1000&per_page=1000&page=4")).isEmpty();
	}

	@Test
	void aLoginMayBeShownLongAfterItHappened() {
		this.cloudflare
			.addLogin(Login.of("jdoe@example.com", "db1.example.jp", START).shownAfter(Duration.ofMinutes(150)));
		assertThat(times("")).isEmpty();

		this.clock.goOn(Duration.ofMinutes(30));

		assertThat(times("")).containsExactly("2026-11-22T08:00:00Z");
	}

	@Test
	void whetherItWasAllowedMayBeWrittenInOtherWays() {
		this.cloudflare.addLogin(Login.of("jdoe@example.com", "db1.example.jp", START));
		this.cloudflare.behaviour().loginOutcomes((allowed) -> StringNode.valueOf(allowed.toString()));

		assertThat(this.api.get(LOGS).result().at("/0/allowed")).isEqualTo(StringNode.valueOf("true"));
	}

	@Test
	void anEntryMayHaveAnyShape() {
		this.cloudflare.addLoginEntry(NullNode.getInstance(), START);
		this.cloudflare.addLoginEntry(IntNode.valueOf(7), START.plusSeconds(1));

		assertThat(this.api.get(LOGS + "?direction=asc").result().toString()).isEqualTo("[null,7]");
	}

	private void addMinutes(int count) {
		for (int i = 0; i < count; i++) {
			this.cloudflare.addLogin(Login.of("jdoe@example.com", "db1.example.jp", START.plus(Duration.ofMinutes(i))));
		}
	}

	private List<String> times(String query) {
		List<String> times = new ArrayList<>();
		for (JsonNode entry : this.api.get(LOGS + "?" + query).result()) {
			times.add(entry.path("created_at").asString());
		}
		return times;
	}

}

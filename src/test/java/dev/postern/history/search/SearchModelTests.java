package dev.postern.history.search;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import dev.postern.history.search.LoginFilter.Outcome;
import dev.postern.kernel.Page;
import dev.postern.kernel.ServerId;
import dev.postern.servers.ServerLife;
import dev.postern.servers.ServerLives;
import dev.postern.tryout.EmbeddedDatabase;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** What is found, counted and put together, against a plain model in memory. */
class SearchModelTests {

	private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

	private static final List<String> PEOPLE = List.of("dev@example.com", "Mydev@example.com", "ci.access", "",
			"o'b_r%@example.net");

	private static final List<@Nullable String> COUNTRIES = Arrays.asList("JP", "jp", "US", "XX", "T1", null);

	private static final List<@Nullable String> PROVIDERS = Arrays.asList("onetimepin", "OneTimePin", "saml", null);

	private static final List<@Nullable String> ADDRESSES = Arrays.asList("198.51.100.7", "198.51.100.9", "203.0.113.1",
			"2001:db8::7", "::1", null);

	private static final List<@Nullable String> HOSTS = Arrays.asList("ssh-db1.example.jp", "SSH-DB1.example.jp./x",
			"grafana.example.jp", null);

	private static final ServerId DB1 = new ServerId(new UUID(0, 1));

	private static final ServerId OLD = new ServerId(new UUID(0, 2));

	private static final String DB1_HOST = "ssh-db1.example.jp";

	private static HikariDataSource database;

	private static final List<Row> ROWS = new ArrayList<>();

	private final Random chance = new Random(11);

	private final Logins logins = StoredLogins.in(jdbc());

	private final LoginFigures figures = new LoginFigures(jdbc());

	@BeforeAll
	static void fill() {
		database = new HikariDataSource();
		database.setJdbcUrl(EmbeddedDatabase.create().getJdbcUrl());
		Flyway.configure().dataSource(database).load().migrate();
		jdbc().sql("SELECT history_prepare_month('2026-11-01')").query(Boolean.class).single();
		Random chance = new Random(7);
		for (int i = 0; i < 300; i++) {
			ROWS.add(insert(i, chance));
		}
		ROWS.sort(Comparator.comparing(Row::at).thenComparingInt(Row::number).reversed());
	}

	@AfterAll
	static void close() {
		database.close();
	}

	@Test
	void listCountsAndPeopleAreThoseOfTheModelUnderEachFilter() {
		for (int i = 0; i < 400; i++) {
			LoginFilter filter = filter();
			List<Row> wanted = ROWS.stream().filter((row) -> fits(row, filter)).toList();

			List<String> rays = new ArrayList<>();
			this.logins.each(filter, (login) -> rays.add(login.rayId()));
			Figures found = this.figures.of(filter, days());

			assertThat(rays).as(filter.toString()).isEqualTo(wanted.stream().map(Row::ray).toList());
			assertThat(found.logins()).as(filter.toString()).isEqualTo(wanted.size());
			assertThat(found.refused()).isEqualTo(wanted.stream().filter((row) -> !row.allowed()).count());
			assertThat(found.unexplained()).isEqualTo(wanted.stream().filter(Row::unexplained).count());
			assertThat(found.people()).isEqualTo(wanted.stream()
				.map((row) -> small(row.person()))
				.filter((who) -> !who.isEmpty())
				.distinct()
				.count());
			assertThat(found.counts()).allSatisfy((count) -> assertThat(count.logins()).isEqualTo(wanted.stream()
				.filter((row) -> !row.at().isBefore(count.start()) && row.at().isBefore(count.end()))
				.count()));
			assertThat(this.logins.unexplained(filter, 1000)).hasSize((int) found.unexplained());
		}
	}

	@Test
	void groupsAreThoseOfTheModelThoseWithUnexplainedLoginsFirst() {
		for (int i = 0; i < 60; i++) {
			LoginFilter filter = filter();
			List<Row> wanted = ROWS.stream().filter((row) -> fits(row, filter)).toList();
			for (Grouping grouping : Grouping.values()) {
				Map<String, List<Row>> groups = wanted.stream().collect(Collectors.groupingBy(key(grouping)));

				List<LoginGroup> found = groups(filter, grouping);

				assertThat(found).as("%s by %s", filter, grouping).hasSize(groups.size());
				assertThat(found).allSatisfy((group) -> {
					List<Row> rows = Objects.requireNonNull(groups.get(group.value()), group.value());
					assertThat(group.logins()).isEqualTo(rows.size());
					assertThat(group.refused()).isEqualTo(rows.stream().filter((row) -> !row.allowed()).count());
					assertThat(group.unexplained()).isEqualTo(rows.stream().filter(Row::unexplained).count());
					assertThat(group.first()).isEqualTo(rows.getLast().at());
					assertThat(group.last()).isEqualTo(rows.getFirst().at());
				});
				assertThat(found).isSortedAccordingTo(Comparator.comparingLong(LoginGroup::unexplained)
					.thenComparingLong(LoginGroup::logins)
					.reversed());
			}
		}
	}

	@Test
	void ofVeryManyTheNewestAreCounted() {
		Figures cut = new LoginFigures(jdbc(), 100).of(LoginFilter.EVERYTHING, days());
		Figures all = new LoginFigures(jdbc(), 301).of(LoginFilter.EVERYTHING, days());

		assertThat(cut.cut()).isTrue();
		assertThat(cut.logins()).isEqualTo(100);
		assertThat(cut.counts().getFirst().start()).isEqualTo(ROWS.get(99).at().truncatedTo(ChronoUnit.DAYS));
		assertThat(all.cut()).isFalse();
		assertThat(all.logins()).isEqualTo(300);
	}

	@Test
	void whatIsEarlierOrLaterThanTheStretchesIsCountedInTheFirstAndTheLast() {
		List<Instant> bounds = List.of(START.plus(Duration.ofDays(4)), START.plus(Duration.ofDays(5)),
				START.plus(Duration.ofDays(6)));

		assertThat(this.figures.of(LoginFilter.EVERYTHING, bounds).logins()).isEqualTo(300);
	}

	@Test
	void whatThereIsToChooseFromIsFoundOneByOne() {
		assertThat(this.logins.providers(10)).containsExactly("onetimepin", "saml");
		assertThat(this.logins.people(10)).containsExactlyInAnyOrder("ci.access", "dev@example.com",
				"mydev@example.com", "o'b_r%@example.net");
		assertThat(this.logins.people(2)).hasSize(2);
	}

	private List<LoginGroup> groups(LoginFilter filter, Grouping grouping) {
		ServerLives lives = mock(ServerLives.class);
		given(lives.owners()).willReturn(List.of(new ServerLife(DB1, "db1", DB1_HOST, START, null)));
		LoginGroups groups = new LoginGroups(jdbc(), lives);
		List<LoginGroup> found = new ArrayList<>();
		String cursor = null;
		do {
			Page<LoginGroup> part = groups.find(filter, grouping, cursor, 2);
			found.addAll(part.items());
			cursor = part.next();
		}
		while (cursor != null);
		return found;
	}

	private static Function<Row, String> key(Grouping grouping) {
		return switch (grouping) {
			case PERSON -> (row) -> row.person().isEmpty() ? "unknown" : small(row.person());
			case COUNTRY -> (row) -> row.countryKey().isEmpty() ? "unknown" : row.countryKey();
			case SERVER -> (row) -> (row.server() != null) ? row.server().toString()
					: row.hostname().equals(DB1_HOST) ? DB1.toString() : "app:" + row.hostname();
		};
	}

	private LoginFilter filter() {
		Instant from = this.chance.nextBoolean() ? null : START.plus(Duration.ofHours(this.chance.nextInt(240)));
		Instant to = this.chance.nextBoolean() ? null : START.plus(Duration.ofHours(this.chance.nextInt(240)));
		List<ServerTerm> servers = List.of(new ServerTerm.Known(DB1, List.of(DB1_HOST)),
				new ServerTerm.Known(OLD, List.of()), new ServerTerm.Foreign("grafana.example.jp"),
				new ServerTerm.Foreign(""), new ServerTerm.Named("DB1"), new ServerTerm.Named("%"));
		List<PersonTerm> people = List.of(new PersonTerm("DEV@example.com"), new PersonTerm("dev"), PersonTerm.NOBODY,
				new PersonTerm("_R%"), new PersonTerm("ci.access"));
		return new LoginFilter(from, to, terms(servers), terms(people), terms(List.of("JP", "US", "", "T1")),
				terms(List.of("onetimepin", "saml", "")),
				terms(List.of("198.51.100.0/24", "2001:db8::/32", "203.0.113.1/32", "::1/128", "")),
				terms(List.of(Outcome.values())));
	}

	private <T> Terms<T> terms(List<T> values) {
		return switch (this.chance.nextInt(6)) {
			case 0 -> new Terms<>(some(values), List.of());
			case 1 -> new Terms<>(List.of(), some(values));
			case 2 -> new Terms<>(some(values), some(values));
			default -> Terms.open();
		};
	}

	private <T> List<T> some(List<T> values) {
		return IntStream.range(0, 1 + this.chance.nextInt(2))
			.mapToObj((i) -> values.get(this.chance.nextInt(values.size())))
			.toList();
	}

	private static boolean fits(Row row, LoginFilter filter) {
		return (filter.from() == null || !row.at().isBefore(filter.from()))
				&& (filter.to() == null || row.at().isBefore(filter.to()))
				&& fits(row, filter.servers(), SearchModelTests::isTo)
				&& fits(row, filter.people(), SearchModelTests::isBy)
				&& fits(row, filter.countries(), (login, code) -> login.countryKey().equals(code))
				&& fits(row, filter.providers(),
						(login, provider) -> small(Objects.requireNonNullElse(login.provider(), "")).equals(provider))
				&& fits(row, filter.addresses(), SearchModelTests::isFrom)
				&& fits(row, filter.outcomes(), SearchModelTests::endedAs);
	}

	private static <T> boolean fits(Row row, Terms<T> terms, BiPredicate<Row, T> is) {
		return (terms.is().isEmpty() || terms.is().stream().anyMatch((value) -> is.test(row, value)))
				&& terms.isNot().stream().noneMatch((value) -> is.test(row, value));
	}

	private static boolean isTo(Row row, ServerTerm term) {
		return switch (term) {
			case ServerTerm.Known(var id, var hosts) ->
				id.equals(row.server()) || (row.server() == null && hosts.contains(row.hostname()));
			case ServerTerm.Foreign(var host) -> row.server() == null && row.hostname().equals(host);
			case ServerTerm.Named(var part) -> Stream.of(row.serverName(), row.application())
				.anyMatch((text) -> text != null && small(text).contains(small(part)));
		};
	}

	private static boolean isBy(Row row, PersonTerm term) {
		return switch (term.text()) {
			case "", "dev@example.com" -> small(row.person()).equals(term.text());
			default -> small(row.person()).contains(term.text());
		};
	}

	private static boolean isFrom(Row row, String range) {
		String address = row.address();
		return switch (range) {
			case "" -> address == null;
			case "198.51.100.0/24" -> address != null && address.startsWith("198.51.100.");
			case "2001:db8::/32" -> address != null && address.startsWith("2001:db8:");
			default -> range.substring(0, range.indexOf('/')).equals(address);
		};
	}

	private static boolean endedAs(Row row, Outcome outcome) {
		return switch (outcome) {
			case ALLOWED -> row.allowed();
			case REFUSED -> !row.allowed();
			case UNEXPLAINED -> row.unexplained();
			case FOREIGN -> row.server() == null;
		};
	}

	private static List<Instant> days() {
		return IntStream.rangeClosed(0, 11).mapToObj((day) -> START.plus(Duration.ofDays(day))).toList();
	}

	private static String small(String text) {
		return text.toLowerCase(Locale.ROOT);
	}

	private static JdbcClient jdbc() {
		return JdbcClient.create(database);
	}

	private static Row insert(int i, Random chance) {
		ServerId server = List.of(DB1, OLD).get(chance.nextInt(2));
		boolean ours = chance.nextBoolean();
		@Nullable Boolean explained = Arrays.asList(true, false, null).get(chance.nextInt(3));
		Row row = new Row(i, START.plus(Duration.ofMinutes(30L * chance.nextInt(480))),
				PEOPLE.get(chance.nextInt(PEOPLE.size())), chance.nextInt(4) > 0,
				COUNTRIES.get(chance.nextInt(COUNTRIES.size())), PROVIDERS.get(chance.nextInt(PROVIDERS.size())),
				ADDRESSES.get(chance.nextInt(ADDRESSES.size())), HOSTS.get(chance.nextInt(HOSTS.size())),
				ours ? server : null, ours ? "db" + (i % 3) : null, explained);
		jdbc()
			.sql("""
					INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, ip_address, country, connection,
					  app_domain, server_id, server_name, is_explained, raw)
					VALUES (:at, :ray, 'login', :person, :allowed, CAST(:address AS inet), :country, :provider, :host, :server,
					  :name, :explained, '{}')""")
			.param("at", row.at().atOffset(ZoneOffset.UTC))
			.param("ray", row.ray())
			.param("person", row.person())
			.param("allowed", row.allowed())
			.param("address", row.address())
			.param("country", row.country())
			.param("provider", row.provider())
			.param("host", row.application())
			.param("server", (row.server() != null) ? row.server().value() : null)
			.param("name", row.serverName())
			.param("explained", row.explained())
			.update();
		return row;
	}

	private record Row(int number, Instant at, String person, boolean allowed, @Nullable String country,
			@Nullable String provider, @Nullable String address, @Nullable String application,
			@Nullable ServerId server, @Nullable String serverName, @Nullable Boolean explained) {

		String ray() {
			return "ray" + this.number;
		}

		boolean unexplained() {
			return this.allowed && Boolean.FALSE.equals(this.explained);
		}

		String countryKey() {
			return (this.country == null || this.country.equals("XX")) ? "" : this.country.toUpperCase(Locale.ROOT);
		}

		String hostname() {
			return (this.application == null) ? ""
					: small(this.application).replaceFirst("/.*", "").replaceFirst("\\.$", "");
		}

	}

}

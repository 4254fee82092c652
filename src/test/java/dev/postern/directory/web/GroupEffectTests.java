package dev.postern.directory.web;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.connect.reachability.SqlRecorder;
import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupDraft;
import dev.postern.directory.groups.GroupSpec;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.kernel.Actor;
import dev.postern.kernel.ServerId;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** What an edit of a group does to those who get in, shown before it is stored. */
@CompanyTest
class GroupEffectTests {

	private static final Actor ADMIN = Actor.postern("test");

	private static final Set<String> YES = Set.of("place-only", "foreign-domain", "foreign-address",
			"matches-everyone");

	private final Portal portal;

	private final RuleGroups groups;

	private final JdbcClient jdbc;

	private final ReachabilityData data;

	private final SqlRecorder sql;

	@Autowired
	GroupEffectTests(Portal portal, RuleGroups groups, JdbcClient jdbc, SqlRecorder sql) {
		this.portal = portal;
		this.groups = groups;
		this.jdbc = jdbc;
		this.data = new ReachabilityData(jdbc);
		this.sql = sql;
	}

	@BeforeEach
	void empty() {
		this.data.clear();
	}

	@Test
	void anEditTellsWhoGainsAndWhoLosesAccessWhereBeforeItIsStored() {
		Group group = group("ada@example.com", "ben@example.com");
		server("db1", group, "");
		server("db2", group, "{'email':{'email':'ben@example.com'}}");
		this.data.server("other", ReachabilityData.policy("Ben", "allow", email("ben@example.com"), "", ""));
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		Map<String, String> fields = fields(group, "ada@example.com", "eve@example.com");

		HttpResponse<String> preview = save(admin, group, fields);
		assertThat(preview.statusCode()).isEqualTo(200);
		assertThat(text(preview))
			.containsSubsequence("One person gains access, one person loses it.", "db1", "Gain access",
					"eve@example.com", "Lose access", "ben@example.com", "db2", "Gain access", "eve@example.com")
			.doesNotContain("ada@example.com", "other", "whoever else", "on other conditions");
		assertThat(text(preview).replaceFirst("(?s).*db2", "")).doesNotContain("Lose access");
		assertThat(stored(group)).isEqualTo(group.spec());

		fields.put("basis", basis(preview));
		assertThat(save(admin, group, fields).statusCode()).isEqualTo(303);
		assertThat(stored(group).rules().toString()).contains("eve@example.com").doesNotContain("ben@example.com");
	}

	@Test
	void whoIsNotKnownIsToldInWords() {
		Group group = group("ada@example.com");
		server("db1", group, "");
		Map<String, String> fields = fields(group, "ada@example.com");
		fields.put("domains", "partner.example");
		fields.put("countries", "JP");

		String preview = text(save(this.portal.as(DemoPerson.ADMIN), group, fields));

		assertThat(preview).contains("whoever else is at partner.example", "anybody else, only from Japan",
				"People whom Postern does not know are concerned");
	}

	@Test
	void whoGetsInOnOtherConditionsIsTold() {
		Group group = create("[{'geo':{'country_code':'JP'}},{'geo':{'country_code':'US'}}]");
		server("db1", group, "");
		this.data.person("kenji@example.com", "Kenji");
		Map<String, String> fields = fields(group);
		fields.put("countries", "JP");

		String preview = text(save(this.portal.as(DemoPerson.ADMIN), group, fields));

		assertThat(preview).contains("Nobody whom Postern knows gains access, nobody loses it.",
				"Get in on other conditions", "kenji@example.com (on a condition)");
	}

	@Test
	void manyPeopleAndServersAreCountedAndSomeAreNamed() {
		Group group = group("ada@example.com");
		IntStream.range(0, 3).forEach((i) -> server("db" + i, group, ""));
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		String[] many = IntStream.range(0, 41).mapToObj("p%02d@example.com"::formatted).toArray(String[]::new);
		Map<String, String> fields = fields(group, many);
		asked(admin, group, fields);
		List<String> few = asked(admin, group, fields);
		IntStream.range(3, 25).forEach((i) -> server("db" + i, group, ""));

		assertThat(asked(admin, group, fields)).hasSameSizeAs(few);
		HttpResponse<String> preview = save(admin, group, fields);
		assertThat(text(preview)).contains("41 people gain access, one person loses it.", "and 31 others",
				"5 more servers are concerned");
		assertThat(preview.body().length()).isLessThan(60 * 1024);
		fields.put("basis", basis(preview));
		assertThat(save(admin, group, fields).statusCode()).isEqualTo(303);
	}

	@Test
	void anotherEffectThanTheOneThatWasSeenIsShownAndNotStored() {
		Group group = group("ada@example.com", "ben@example.com");
		ServerId server = server("db1", group, "");
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		Map<String, String> fields = fields(group, "ada@example.com");
		fields.put("basis", basis(save(admin, group, fields)));
		this.jdbc.sql("UPDATE server SET policies = CAST(:policies AS jsonb) WHERE id = :id")
			.param("policies",
					"[%s]"
						.formatted(ReachabilityData.policy("Team", "allow",
								"{'group':{'id':'%s'}}".formatted(group.id()), "", email("ben@example.com")))
						.replace('\'', '"'))
			.param("id", server.value())
			.update();

		HttpResponse<String> again = save(admin, group, fields);
		assertThat(again.statusCode()).isEqualTo(409);
		assertThat(text(again)).contains("Policies or people have changed meanwhile");
		assertThat(stored(group)).isEqualTo(group.spec());
	}

	@ParameterizedTest
	@CsvSource({ "true", "false" })
	void whatChangesNobodysAccessIsStoredAtOnce(boolean used) {
		Group group = group("ada@example.com");
		if (used) {
			server("db1", group, "");
		}
		Map<String, String> fields = used ? fields(group, "ada@example.com") : fields(group, "eve@example.com");
		fields.put("description", "Who looks after it");

		assertThat(save(this.portal.as(DemoPerson.ADMIN), group, fields).statusCode()).isEqualTo(303);
	}

	@Test
	void backFromThePreviewNothingThatWasTypedIsLost_I15() {
		Group group = group("ada@example.com");
		server("db1", group, "");
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		Map<String, String> fields = fields(group, "eve@example.com");
		fields.put("ranges", "203.0.113.0/24");
		HttpResponse<String> preview = save(admin, group, fields);
		Map<String, String> back = new HashMap<>(hidden(preview));
		back.put("action", "edit");

		assertThat(save(admin, group, back).body()).contains(">eve@example.com</textarea>",
				">203.0.113.0/24</textarea>");
	}

	private Group group(String... people) {
		return create(Arrays.stream(people).map(GroupEffectTests::email).collect(Collectors.joining(",", "[", "]")));
	}

	private Group create(String include) {
		return this.groups.create(new GroupDraft("Team " + UUID.randomUUID(), "",
				JsonMapper.shared().readTree(include.replace('\'', '"')), null, null), YES, ADMIN);
	}

	private ServerId server(String name, Group group, String others) {
		String rule = "{'group':{'id':'%s'}}".formatted(group.id());
		ServerId id = this.data.server(name,
				ReachabilityData.policy("Team", "allow", others.isEmpty() ? rule : rule + "," + others, "", ""));
		this.jdbc.sql("INSERT INTO rule_group_use VALUES (:group, :server, :name)")
			.param("group", group.id().value())
			.param("server", id.value())
			.param("name", name)
			.update();
		return id;
	}

	private static Map<String, String> fields(Group group, String... people) {
		return new HashMap<>(Map.of("version", String.valueOf(group.version()), "name", group.spec().name(), "people",
				String.join("\n", people), "acknowledged", String.join(",", YES)));
	}

	private static HttpResponse<String> save(Browser admin, Group group, Map<String, String> fields) {
		return admin.postFrom("/groups/%s/edit".formatted(group.id()), "/groups/" + group.id(), fields);
	}

	private List<String> asked(Browser admin, Group group, Map<String, String> fields) {
		admin.get("/groups/%s/edit".formatted(group.id()));
		this.sql.drain();
		assertThat(save(admin, group, fields).statusCode()).isEqualTo(200);
		return this.sql.drain();
	}

	private GroupSpec stored(Group group) {
		return this.groups.find(group.id()).orElseThrow().spec();
	}

	private static String basis(HttpResponse<String> preview) {
		return Objects.requireNonNull(hidden(preview).get("basis"));
	}

	private static Map<String, String> hidden(HttpResponse<String> page) {
		Map<String, String> fields = new HashMap<>();
		Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"")
			.matcher(page.body().replaceFirst("(?s).*<main", ""))
			.results()
			.forEach((field) -> fields.put(field.group(1), HtmlUtils.htmlUnescape(field.group(2))));
		return fields;
	}

	/** What people read on it. */
	private static String text(HttpResponse<String> page) {
		return HtmlUtils.htmlUnescape(page.body().replaceFirst("(?s).*<main", "<main").replaceAll("<form(?s).*", ""))
			.replaceAll("<[^>]*>", " ")
			.replaceAll("\\s+", " ");
	}

	private static String email(String address) {
		return "{'email':{'email':'%s'}}".formatted(address);
	}

}

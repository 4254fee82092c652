package dev.postern.servers.web;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.postern.directory.Directory;
import dev.postern.directory.groups.GroupDraft;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.Actor;
import dev.postern.servers.form.RuleKind;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/** The part of the form that says who gets in. */
@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class EditorPagesTests {

	private final Portal portal;

	private final String okta;

	private final String team;

	private Browser admin;

	EditorPagesTests(Portal portal, FakeCloudflare cloudflare, RuleGroups groups, Directory directory) {
		this.portal = portal;
		this.okta = cloudflare.asSomebodyElse().addIdentityProvider("okta", "Company");
		this.team = groups
			.create(new GroupDraft("Database team", "",
					JsonMapper.shared().readTree("[{\"email\": {\"email\": \"dba@example.com\"}}]"), null, null),
					Set.of(), Actor.postern("test"))
			.id()
			.toString();
		directory.standings(Set.of(UUID.randomUUID()));
		this.admin = portal.anonymous();
	}

	@BeforeAll
	void signIn() {
		this.admin = this.portal.as(DemoPerson.ADMIN);
	}

	@ParameterizedTest
	@EnumSource(RuleKind.class)
	void everyKindIsPickedByItsMeaningAndCarriesItsFields(RuleKind kind) {
		Map<String, String> picked = form();
		picked.put("pick-rule:0:require", kind.key());
		Map<String, String> fields = pressed(picked, "pick-rule:0:require");
		String row = "policies[0].require[0]";
		assertThat(fields).containsEntry(row + ".kind", kind.key());
		assertThat(fields.containsKey(row + ".provider")).isEqualTo(kind.ofProvider());
		assertThat(fields.containsKey(row + ".name")).isEqualTo(!kind.nameField().isEmpty());

		Map<String, String> filled = new HashMap<>(fields);
		fields.keySet().stream().filter((name) -> name.startsWith(row) && !name.endsWith("kind")).forEach((name) -> {
			String value = name.endsWith("values") && kind == RuleKind.RISK ? "high" : "<\"&" + name;
			filled.put(name, kind.separation() == RuleKind.Separation.NONE ? "" : value);
		});
		assertThat(pressed(filled, "nothing")).containsAllEntriesOf(filled);
	}

	@Test
	void theLivePanelsSayWhatThePoliciesMeanAndHoldNoFields() {
		Map<String, String> fields = form();
		fields.put("policies[0].include[0].values", "ada@example.com");
		fields.put("policies[1].name", "Others");
		fields.put("policies[1].include[0].kind", "email");
		fields.put("policies[1].include[0].values", "ben@example.com\ncarl");

		String panels = live(fields);
		assertThat(panels)
			.contains("id=\"live-0\"", "Lets in ada@example.com.", "id=\"live-1\"",
					"Line 2: “carl” is not an e-mail address", "hx-swap-oob=\"true\"")
			.doesNotContain("<input", "<textarea", "<select", "<html", "All policies together");

		fields.put("policies[1].include[0].values", "ben@example.com");
		assertThat(live(fields)).contains("All policies together let in:", "ada@example.com and ben@example.com");
	}

	@Test
	void findingsStandAtTheirPolicyWithAWordAndARemedy() {
		Map<String, String> fields = form();
		fields.put("policies[0].include[0].kind", "ip");
		fields.put("policies[0].include[0].values", "203.0.113.0/24");
		fields.put("policies[1].name", "CI");
		fields.put("policies[1].decision", "non_identity");
		fields.put("policies[1].include[0].kind", "any_valid_service_token");
		String panels = live(fields);

		assertThat(panels.indexOf("id=\"live-1\""))
			.isGreaterThan(panels.indexOf("The only condition is where people come from"))
			.isLessThan(panels.indexOf("Cloudflare ignores for this type"));
		assertThat(panels).contains("remark-warning", "Warning:", "remark-error", "Error:",
				"Choose the type self_hosted");
		fields.put("applicationType", "self_hosted");
		assertThat(live(fields)).doesNotContain("remark-error");
	}

	@Test
	void somebodyIsTriedByPageToo() {
		Map<String, String> fields = form();
		fields.put("policies[0].include[0].kind", "email_domain");
		fields.put("policies[0].include[0].values", "example.com");
		fields.put("policies[0].require[0].kind", "geo");
		fields.put("policies[0].require[0].values", "JP");
		fields.put("tryEmail", "ada@example.com");

		assertThat(tried(fields)).contains("It depends", "only from Japan", "Not known yet:", "the country");
		fields.put("tryCountry", "JP");
		assertThat(tried(fields)).contains("Gets in", "Decided by policy 1.");
		fields.put("tryCountry", "FR");
		assertThat(tried(fields)).contains("Does not get in", "value=\"ada@example.com\"");
		fields.put("tryAddress", "203.0.113.0/24");
		assertThat(tried(fields)).contains("203.0.113.0/24 is not an IP address");
	}

	@Test
	void groupsAndMachinesAreTriedToo() {
		Map<String, String> fields = form();
		fields.putAll(Map.of("applicationType", "self_hosted", "policies[0].include[0].kind", "okta",
				"policies[0].include[0].provider", this.okta, "policies[0].include[0].values", "Database team",
				"policies[1].name", "CI", "policies[1].decision", "non_identity", "policies[1].include[0].kind",
				"service_token", "policies[1].include[0].values", this.team));
		fields
			.putAll(Map.of("tryEmail", "ada@example.com", "tryProvider", this.okta, "tryGroups", "Ops\nDatabase team"));
		assertThat(live(fields)).contains("Gets in", "Decided by policy 1.",
				"the Okta group Database team (login through Company)");
		fields.put("tryGroups", "Ops");
		assertThat(live(fields)).contains("Does not get in");
		fields.put("tryToken", this.team);
		assertThat(live(fields)).contains("Gets in", "Decided by policy 2.");
		fields.put("tryToken", this.okta);
		assertThat(live(fields)).contains("Does not get in");
	}

	@Test
	void whatTheAccountHoldsIsChosenByName() {
		Map<String, String> fields = pressed(form(), "add-rule:0:include:group");
		fields = pressed(fields, "add-rule:0:require:login_method");
		fields.put("policies[0].include[0].values", "ada@example.com");
		fields.put("policies[0].include[1].values", this.team);
		fields.put("policies[0].require[0].values", this.okta);
		String page = page(fields, "nothing");
		assertThat(page).contains("Database team (kept here)", ">Company<",
				"everyone in the group Database team, but only with a login through Company.");
		assertThat(FormFields.of(page)).containsEntry("policies[0].include[1].values", this.team);
		fields.put("policies[0].include[1].values", "cc0a4aab-672b-4bdb-bc33-a59f1130a11f");
		assertThat(pressed(fields, "nothing")).containsEntry("policies[0].include[1].values",
				"cc0a4aab-672b-4bdb-bc33-a59f1130a11f");
		assertThat(live(fields)).contains("is not known: Cloudflare does not list it");
	}

	@Test
	void aNewFormOffersTheUsualCasesAndSaysWhereTheConditionStands() {
		String page = page(form(), "start:country");
		assertThat(page).contains("The domain stands under “Who is meant”", "value=\"Team from one country\"");
		assertThat(FormFields.of(page)).containsEntry("policies[0].include[0].kind", "email_domain")
			.containsEntry("policies[0].require[0].kind", "geo");
		Map<String, String> begun = form();
		begun.put("policies[0].include[0].values", "ada@example.com");
		assertThat(page(begun, "nothing")).doesNotContain("start:country");
	}

	@Test
	void whatAPolicyAsksStaysBetweenThePages() {
		Map<String, String> fields = form();
		fields.putAll(Map.of("policies[0].terms.sessionDuration", "8h", "policies[0].terms.reasonRequired", "true",
				"policies[0].terms.reasonPrompt", "Which \"ticket\"?", "policies[0].terms.approvers[0].needed", "2",
				"policies[0].terms.approvers[0].addresses", "a@example.com\nb@example.com",
				"policies[0].terms.authenticators", "security_key", "policies[0].terms.mfaDuration", "30m",
				"policies[0].more", "{\"new\":[1]}", "policies[0].terms.isolationRequired", "true"));
		assertThat(pressed(fields, "nothing")).containsAllEntriesOf(fields);
		assertThat(pressed(pressed(fields, "add-approvers:0"), "remove-approvers:0:1")).containsAllEntriesOf(fields);
	}

	@Test
	void offersAndTriesWhatCloudflareSaysBesidesTheCountriesOfIso() {
		assertThat(this.admin.get("/servers/new").body()).contains("<option value=\"XK\">Kosovo</option>",
				"<option value=\"T1\">Tor exit nodes</option>");
		Map<String, String> fields = form();
		fields.putAll(Map.of("policies[0].include[0].kind", "email_domain", "policies[0].include[0].values",
				"example.org", "policies[0].exclude[0].kind", "geo", "policies[0].exclude[0].values", "T1", "tryEmail",
				"a@example.org"));
		fields.put("tryCountry", "T1");
		assertThat(tried(fields)).contains("except everyone from Tor exit nodes", "Does not get in");
		fields.put("tryCountry", "XK");
		assertThat(tried(fields)).contains("Gets in");
	}

	@Test
	void tooManyPoliciesAreToldAndNotReadWhileSomebodyTypes() {
		Map<String, String> fields = form();
		for (int i = 0; i < 51; i++) {
			String row = "policies[%d]".formatted(i);
			fields.putAll(Map.of(row + ".name", "p" + i, row + ".decision", "allow", row + ".include[0].kind", "email",
					row + ".include[0].values", "person" + i + "@example.org"));
		}
		assertThat(live(fields)).contains("There are 51 policies").doesNotContain("person0@example.org");
		fields.keySet().removeIf((field) -> field.startsWith("policies[50]"));
		assertThat(live(fields)).contains("person0@example.org").doesNotContain("There are 51 policies");
	}

	@Test
	void onlyAdministratorsAreTold() {
		HttpResponse<String> answer = this.portal.as(DemoPerson.DEVELOPER)
			.postFrom("/connect", "/servers/form/live", form());
		assertThat(answer.statusCode()).isEqualTo(403);
	}

	private Map<String, String> form() {
		return FormFields.of(this.admin.get("/servers/new").body());
	}

	private String live(Map<String, String> fields) {
		HttpResponse<String> answer = this.admin.postFrom("/servers/new", "/servers/form/live", fields);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return answer.body();
	}

	private String tried(Map<String, String> fields) {
		return page(fields, "try");
	}

	private Map<String, String> pressed(Map<String, String> fields, String action) {
		return FormFields.of(page(fields, action));
	}

	private String page(Map<String, String> fields, String action) {
		Map<String, String> sent = new HashMap<>(fields);
		sent.put("action", action);
		HttpResponse<String> answer = this.admin.postFrom("/servers/new", "/servers/form", sent);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return answer.body();
	}

}

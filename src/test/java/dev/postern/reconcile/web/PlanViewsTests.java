package dev.postern.reconcile.web;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.directory.Directory;
import dev.postern.reconcile.Previews;
import dev.postern.reconcile.payloads.Requests;
import dev.postern.reconcile.plan.ApplicationSpec;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.Conflict;
import dev.postern.reconcile.plan.Plan;
import dev.postern.reconcile.plan.RecordSpec;
import dev.postern.reconcile.plan.RuleEdit;
import dev.postern.reconcile.web.PlanView.Difference;
import dev.postern.reconcile.web.PlanView.Row;
import dev.postern.reconcile.web.PlanView.Sent;
import dev.postern.reconcile.web.PlanView.Sign;
import dev.postern.reconcile.web.PlanView.Thing;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.servers.policies.PolicyWords;
import dev.postern.servicetokens.MachineList;
import dev.postern.ui.ProblemTexts;
import dev.postern.ui.ProblemView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanViewsTests {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	@BeforeAll
	void start() {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasename("messages");
		messages.setDefaultEncoding("UTF-8");
		this.context.registerBean("messageSource", ResourceBundleMessageSource.class, () -> messages);
		Cloudflare cloudflare = mock(Cloudflare.class);
		given(cloudflare.account()).willReturn("0da42c8d2132a9ddaf714f9e7c920711");
		this.context.registerBean(Cloudflare.class, () -> cloudflare);
		this.context.registerBean(Directory.class, () -> mock(Directory.class));
		this.context.registerBean(MachineList.class, () -> mock(MachineList.class));
		this.context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
		this.context.register(PolicyWords.class, Requests.class, ProblemTexts.class, Differences.class,
				PlanViews.class);
		this.context.refresh();
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	static Stream<Change> everyChange() {
		return Stream.of(Changes.createApp(), Changes.updateApp(), Changes.deleteApp(), Changes.addRule(),
				Changes.changeRule(), Changes.removeRule(), Changes.moveRule(), Changes.firstRule(),
				Changes.createDns(), Changes.updateDns(), Changes.deleteDns());
	}

	@ParameterizedTest
	@MethodSource("everyChange")
	void saysForEveryChangeWhatIsDifferentAndWhatIsSent(Change change) {
		PlanView.Step step = view(change).steps().getFirst();

		assertThat(step.rows()).isNotEmpty().allSatisfy((row) -> assertThat(row.differences()).isNotEmpty());
		assertThat(step.request().path()).startsWith("/");
		boolean deletes = step.request().method().equals("DELETE");
		assertThat(step.request().body() == null).isEqualTo(deletes);
	}

	@Test
	void showsANewApplicationWithEverythingThatItWillHave() {
		Row row = onlyRow(Changes.createApp());

		assertThat(row.sign()).isEqualTo(Sign.CREATE);
		assertThat(row.thing()).isEqualTo(Thing.APPLICATION);
		assertThat(row.hostname()).isEqualTo("ssh-db1.example.jp");
		assertThat(row.differences()).allSatisfy((difference) -> assertThat(difference.before()).isEmpty())
			.extracting(Difference::field)
			.containsExactly("name", "type", "domain", "destinations", "session", "marked", "policies");
		assertThat(row.differences().getLast().after()).containsExactly("Allow admin: Lets in admin@example.com.");
	}

	@Test
	void showsOfAChangedApplicationOnlyWhatIsDifferent() {
		Row row = onlyRow(Changes.updateApp());

		assertThat(row.sign()).isEqualTo(Sign.CHANGE);
		assertThat(row.differences())
			.containsExactly(new Difference("policies", List.of("Allow admin: Lets in admin@example.com."),
					List.of("Allow admin: Lets in admin@example.com and dev@example.com.")));
	}

	@Test
	void showsAsJsonWhatWordsCannotTell() {
		Policy before = Changes.policy("Allow", List.of(new Selector.Everyone()));
		Policy after = new Policy(before.name(), before.decision(), before.include(), List.of(), List.of(),
				Changes.json("{'session_duration': '1h'}"));
		var was = Changes.application("db1");
		var is = new Change.UpdateApp(Changes.SERVER, Changes.DB, Changes.APP, with(was, before), with(was, after),
				Changes.json("{}"));

		assertThat(onlyRow(is).differences()).singleElement()
			.satisfies(
					(difference) -> assertThat(difference.after().getFirst()).contains("\"session_duration\":\"1h\""));
	}

	@Test
	void showsWhatARemovedApplicationWas() {
		Row row = onlyRow(Changes.deleteApp());

		assertThat(row.sign()).isEqualTo(Sign.DELETE);
		assertThat(row.differences()).allSatisfy((difference) -> assertThat(difference.after()).isEmpty());
	}

	@Test
	void tellsNewChangedRemovedAndMovedRulesApart() {
		assertThat(onlyRow(Changes.addRule()).sign()).isEqualTo(Sign.CREATE);
		assertThat(onlyRow(Changes.removeRule()).sign()).isEqualTo(Sign.DELETE);
		assertThat(onlyRow(Changes.changeRule()).differences()).containsExactly(
				new Difference("service", List.of("ssh://10.0.0.5:22"), List.of("ssh://10.0.0.6:22")),
				new Difference("enforced", List.of(), List.of("only with a token of Access for abc")));
		assertThat(onlyRow(Changes.moveRule()).differences()).singleElement()
			.extracting(Difference::field)
			.isEqualTo("position");
	}

	@Test
	void tellsOfTheCatchAllThatAConfigurationGets() {
		assertThat(view(Changes.firstRule()).steps().getFirst().rows()).extracting(Row::hostname)
			.containsExactly("ssh-db1.example.jp", null);
	}

	@Test
	void tellsOfAConfigurationInWhichOnlyDoublesGoAway() {
		var doubled = Changes.config(Changes.rule("ssh://10.0.0.5:22"));
		doubled.withArray("ingress").insert(0, Changes.rule("ssh://10.0.0.5:22"));
		var cleared = new Change.ReplaceIngress(3, doubled, Changes.config(Changes.rule("ssh://10.0.0.5:22")),
				List.of());

		assertThat(onlyRow(cleared).differences()).containsExactly(new Difference("rules", List.of("4"), List.of("3")));
	}

	@Test
	void showsOfAChangedRecordOnlyWhatIsDifferent() {
		assertThat(onlyRow(Changes.updateDns()).differences()).extracting(Difference::field)
			.containsExactly("target", "proxied", "ttl", "comment");
	}

	@Test
	void sendsTheWholeConfigurationWithForeignRules() {
		Sent sent = view(Changes.addRule()).steps().getFirst().request();

		assertThat(sent.method()).isEqualTo("PUT");
		assertThat(sent.path()).endsWith("/cfd_tunnel/f70ff985-a4ef-4643-bbbc-4a0ed4fc8415/configurations");
		assertThat(sent.body()).isNotNull();
		assertThat(sent.json()).contains("wiki.example.jp");
	}

	@Test
	void keepsFieldsOfAStandingApplicationThatItDoesNotSettle() {
		assertThat(view(Changes.updateApp()).steps().getFirst().request().json())
			.contains("\"skip_interstitial\" : true")
			.doesNotContain("\"aud\"");
	}

	@ParameterizedTest
	@EnumSource(Conflict.Kind.class)
	void tellsEveryConflictInThreeSentencesWithWhatWasFound(Conflict.Kind kind) {
		Conflict conflict = new Conflict(Changes.SERVER, Changes.DB, kind, "Wiki {0} 'x'");

		PlanView view = bean().of(new Plan(Changes.TUNNEL, List.of(), List.of(conflict), Set.of()));

		ProblemView told = view.obstacles().getFirst().told();
		assertThat(told.what()).contains("ssh-db1.example.jp").doesNotContain("{1}");
		if (kind != Conflict.Kind.NOBODY_ALLOWED) {
			assertThat(told.what()).contains("Wiki {0} 'x'");
		}
		assertThat(told.means()).isNotBlank();
		assertThat(told.todo()).isNotBlank();
	}

	@Test
	void doesNotShowAnIdThatTheServerWillNotHave() {
		var record = RecordSpec.to(Changes.TUNNEL, Changes.DB, Previews.TO_COME);
		var create = new Change.CreateDns(Previews.TO_COME, Changes.DB, Changes.ZONE, record);

		PlanView.Step step = view(create).steps().getFirst();

		assertThat(step.request().json()).doesNotContain("00000000-").contains("the id that the server gets");
		assertThat(step.rows().toString()).contains("the id that the server gets");
	}

	@Test
	void saysThatTheAudienceIsStillToCome() {
		var rule = Changes.rule("ssh://10.0.0.5:22");
		rule.set("originRequest",
				Changes.json("{'access': {'required': true, 'teamName': 'acme', 'audTag': ['to come']}}"));
		var edit = new RuleEdit(Changes.SERVER, Changes.DB, null, rule, true);
		var change = new Change.ReplaceIngress(3, Changes.config(null), Changes.config(rule), List.of(edit));

		assertThat(onlyRow(change).differences().getLast().after())
			.containsExactly("only with a token of Access for the new application");
	}

	@Test
	void saysThatAnEmptyPlanIsEmpty() {
		assertThat(bean().of(new Plan(Changes.TUNNEL, List.of(), List.of(), Set.of())).empty()).isTrue();
		assertThat(view(Changes.createApp()).empty()).isFalse();
	}

	private static ApplicationSpec with(ApplicationSpec spec, Policy policy) {
		return new ApplicationSpec(spec.name(), spec.type(), spec.domain(), spec.destinations(), spec.sessionDuration(),
				spec.marked(), List.of(policy));
	}

	private Row onlyRow(Change change) {
		List<Row> rows = view(change).steps().getFirst().rows();
		assertThat(rows).hasSize(1);
		return rows.getFirst();
	}

	private PlanView view(Change change) {
		return bean().of(new Plan(Changes.TUNNEL, List.of(change), List.of(), Set.of()));
	}

	private PlanViews bean() {
		return this.context.getBean(PlanViews.class);
	}

}

package dev.postern.reconcile.web;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.directory.Directory;
import dev.postern.reconcile.Previews;
import dev.postern.reconcile.payloads.PlannedRequests;
import dev.postern.reconcile.plan.ApplicationSpec;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.Conflict;
import dev.postern.reconcile.plan.Plan;
import dev.postern.reconcile.plan.RecordSpec;
import dev.postern.reconcile.plan.RuleEdit;
import dev.postern.reconcile.web.PlanView.ChangeType;
import dev.postern.reconcile.web.PlanView.Difference;
import dev.postern.reconcile.web.PlanView.RequestView;
import dev.postern.reconcile.web.PlanView.ResourceChange;
import dev.postern.reconcile.web.PlanView.ResourceType;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.servers.policies.PolicyWords;
import dev.postern.servicetokens.TokenList;
import dev.postern.servicetokens.TokenStandings;
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
		this.context.registerBean(TokenList.class, () -> mock(TokenList.class));
		this.context.registerBean(TokenStandings.class, () -> mock(TokenStandings.class));
		this.context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
		this.context.register(PolicyWords.class, PlannedRequests.class, ProblemTexts.class, Differences.class,
				PlanViews.class);
		this.context.refresh();
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	static Stream<Change> everyChange() {
		return Stream.of(ChangeExamples.createApp(), ChangeExamples.updateApp(), ChangeExamples.deleteApp(),
				ChangeExamples.addRule(), ChangeExamples.changeRule(), ChangeExamples.removeRule(),
				ChangeExamples.moveRule(), ChangeExamples.firstRule(), ChangeExamples.createDns(),
				ChangeExamples.updateDns(), ChangeExamples.deleteDns());
	}

	@ParameterizedTest
	@MethodSource("everyChange")
	void saysForEveryChangeWhatIsDifferentAndWhatIsSent(Change change) {
		PlanView.PlannedStep step = view(change).steps().getFirst();

		assertThat(step.rows()).isNotEmpty().allSatisfy((row) -> assertThat(row.differences()).isNotEmpty());
		assertThat(step.request().path()).startsWith("/");
		boolean deletes = step.request().method().equals("DELETE");
		assertThat(step.request().body() == null).isEqualTo(deletes);
	}

	@Test
	void showsANewApplicationWithEverythingThatItWillHave() {
		ResourceChange row = onlyRow(ChangeExamples.createApp());

		assertThat(row.sign()).isEqualTo(ChangeType.CREATE);
		assertThat(row.thing()).isEqualTo(ResourceType.APPLICATION);
		assertThat(row.hostname()).isEqualTo("ssh-db1.example.jp");
		assertThat(row.differences()).allSatisfy((difference) -> assertThat(difference.before()).isEmpty())
			.extracting(Difference::field)
			.containsExactly("name", "type", "domain", "destinations", "session", "marked", "policies");
		assertThat(row.differences().getLast().after()).containsExactly("Allow admin: Lets in admin@example.com.");
	}

	@Test
	void showsOfAChangedApplicationOnlyWhatIsDifferent() {
		ResourceChange row = onlyRow(ChangeExamples.updateApp());

		assertThat(row.sign()).isEqualTo(ChangeType.CHANGE);
		assertThat(row.differences())
			.containsExactly(new Difference("policies", List.of("Allow admin: Lets in admin@example.com."),
					List.of("Allow admin: Lets in admin@example.com and dev@example.com.")));
	}

	@Test
	void showsAsJsonWhatWordsCannotTell() {
		Policy before = ChangeExamples.policy("Allow", List.of(new Selector.Everyone()));
		Policy after = new Policy(before.name(), before.decision(), before.include(), List.of(), List.of(),
				ChangeExamples.json("{'session_duration': '1h'}"));
		var was = ChangeExamples.application("db1");
		var is = new Change.UpdateApp(ChangeExamples.SERVER, ChangeExamples.DB, ChangeExamples.APP, with(was, before),
				with(was, after), ChangeExamples.json("{}"));

		assertThat(onlyRow(is).differences()).singleElement()
			.satisfies(
					(difference) -> assertThat(difference.after().getFirst()).contains("\"session_duration\":\"1h\""));
	}

	@Test
	void showsWhatARemovedApplicationWas() {
		ResourceChange row = onlyRow(ChangeExamples.deleteApp());

		assertThat(row.sign()).isEqualTo(ChangeType.DELETE);
		assertThat(row.differences()).allSatisfy((difference) -> assertThat(difference.after()).isEmpty());
	}

	@Test
	void tellsNewChangedRemovedAndMovedRulesApart() {
		assertThat(onlyRow(ChangeExamples.addRule()).sign()).isEqualTo(ChangeType.CREATE);
		assertThat(onlyRow(ChangeExamples.removeRule()).sign()).isEqualTo(ChangeType.DELETE);
		assertThat(onlyRow(ChangeExamples.changeRule()).differences()).containsExactly(
				new Difference("service", List.of("ssh://10.0.0.5:22"), List.of("ssh://10.0.0.6:22")),
				new Difference("enforced", List.of(), List.of("only with an Access token of abc")));
		assertThat(onlyRow(ChangeExamples.moveRule()).differences()).singleElement()
			.extracting(Difference::field)
			.isEqualTo("position");
	}

	@Test
	void tellsOfTheCatchAllThatAConfigurationGets() {
		assertThat(view(ChangeExamples.firstRule()).steps().getFirst().rows()).extracting(ResourceChange::hostname)
			.containsExactly("ssh-db1.example.jp", null);
	}

	@Test
	void tellsOfAConfigurationInWhichOnlyDoublesGoAway() {
		var doubled = ChangeExamples.config(ChangeExamples.rule("ssh://10.0.0.5:22"));
		doubled.withArray("ingress").insert(0, ChangeExamples.rule("ssh://10.0.0.5:22"));
		var cleared = new Change.ReplaceIngress(3, doubled,
				ChangeExamples.config(ChangeExamples.rule("ssh://10.0.0.5:22")), List.of());

		assertThat(onlyRow(cleared).differences()).containsExactly(new Difference("rules", List.of("4"), List.of("3")));
	}

	@Test
	void showsOfAChangedRecordOnlyWhatIsDifferent() {
		assertThat(onlyRow(ChangeExamples.updateDns()).differences()).extracting(Difference::field)
			.containsExactly("target", "proxied", "ttl", "comment");
	}

	@Test
	void sendsTheWholeConfigurationWithForeignRules() {
		RequestView sent = view(ChangeExamples.addRule()).steps().getFirst().request();

		assertThat(sent.method()).isEqualTo("PUT");
		assertThat(sent.path()).endsWith("/cfd_tunnel/f70ff985-a4ef-4643-bbbc-4a0ed4fc8415/configurations");
		assertThat(sent.body()).isNotNull();
		assertThat(sent.json()).contains("wiki.example.jp");
	}

	@Test
	void keepsFieldsOfAStandingApplicationThatItDoesNotSettle() {
		assertThat(view(ChangeExamples.updateApp()).steps().getFirst().request().json())
			.contains("\"skip_interstitial\" : true")
			.doesNotContain("\"aud\"");
	}

	@ParameterizedTest
	@EnumSource(Conflict.Kind.class)
	void tellsEveryConflictInThreeSentencesWithWhatWasFound(Conflict.Kind kind) {
		Conflict conflict = new Conflict(ChangeExamples.SERVER, ChangeExamples.DB, kind, "Wiki {0} 'x'");

		PlanView view = bean().of(new Plan(ChangeExamples.TUNNEL, List.of(), List.of(conflict), List.of(), Set.of(),
				Set.of(), Collections.emptySortedMap(), Set.of()));

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
		var record = RecordSpec.to(ChangeExamples.TUNNEL, ChangeExamples.DB, Previews.UNREGISTERED);
		var create = new Change.CreateDns(Previews.UNREGISTERED, ChangeExamples.DB, ChangeExamples.ZONE, record);

		PlanView.PlannedStep step = view(create).steps().getFirst();

		assertThat(step.request().json()).doesNotContain("00000000-").contains("the id that the server gets");
		assertThat(step.rows().toString()).contains("the id that the server gets");
	}

	@Test
	void saysThatTheAudienceIsStillToCome() {
		var rule = ChangeExamples.rule("ssh://10.0.0.5:22");
		rule.set("originRequest",
				ChangeExamples.json("{'access': {'required': true, 'teamName': 'acme', 'audTag': ['to come']}}"));
		var edit = new RuleEdit(ChangeExamples.SERVER, ChangeExamples.DB, null, rule, true);
		var change = new Change.ReplaceIngress(3, ChangeExamples.config(null), ChangeExamples.config(rule),
				List.of(edit));

		assertThat(onlyRow(change).differences().getLast().after())
			.containsExactly("only with an Access token of the new application");
	}

	@Test
	void saysThatAnEmptyPlanIsEmpty() {
		assertThat(bean().of(planOf()).empty()).isTrue();
		assertThat(view(ChangeExamples.createApp()).empty()).isFalse();
	}

	private static ApplicationSpec with(ApplicationSpec spec, Policy policy) {
		return new ApplicationSpec(spec.name(), spec.type(), spec.domain(), spec.destinations(), spec.sessionDuration(),
				spec.marked(), List.of(policy));
	}

	private ResourceChange onlyRow(Change change) {
		List<ResourceChange> rows = view(change).steps().getFirst().rows();
		assertThat(rows).hasSize(1);
		return rows.getFirst();
	}

	private PlanView view(Change change) {
		return bean().of(planOf(change));
	}

	private PlanViews bean() {
		return this.context.getBean(PlanViews.class);
	}

	private static Plan planOf(Change... changes) {
		return new Plan(ChangeExamples.TUNNEL, List.of(changes), List.of(), List.of(), Set.of(), Set.of(),
				Collections.emptySortedMap(), Set.of());
	}

}

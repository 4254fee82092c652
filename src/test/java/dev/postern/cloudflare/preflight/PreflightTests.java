package dev.postern.cloudflare.preflight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareConfiguration;
import dev.postern.cloudflare.CloudflareProperties;
import dev.postern.cloudflare.CloudflareTestConfiguration;
import dev.postern.cloudflare.RecordingBudget;
import dev.postern.cloudflare.RequestPriority;
import dev.postern.cloudflare.StubApi;
import dev.postern.cloudflare.preflight.CheckResult.State;
import dev.postern.cloudflare.transport.TransportConfiguration;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.account.ApiToken;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Calls;
import dev.postern.fake.api.Permission;
import dev.postern.fake.kernel.Json;
import dev.postern.kernel.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class PreflightTests {

	private final FakeCloudflare fake = FakeCloudflare.start();

	@BeforeEach
	void anAccountInOrder() {
		this.fake.addZone("example.jp");
		this.fake.addZone("example.org", "pending");
		this.fake.asSomebodyElse().addIdentityProvider("onetimepin", "");
	}

	@AfterEach
	void stop() {
		this.fake.close();
	}

	@Test
	void findsNothingWrongWithAllPermissions() {
		List<CheckResult> findings = check(this.fake.addToken(Permission.portal()));

		assertThat(troubles(findings)).containsExactly("deny-unmatched MISSING");
		assertThat(finding(findings, "zones").detail()).isEqualTo("example.jp");
		assertThat(finding(findings, "identity-provider").detail()).isEqualTo("onetimepin");
		assertThat(this.fake.state().tags()).containsExactly("postern");
		assertThat(this.fake.state().apps()).isEmpty();
	}

	@Test
	void writesNothingButTheTag() {
		check(this.fake.addToken(Permission.portal()));

		assertThat(this.fake.journal().committed()).singleElement()
			.satisfies((entry) -> assertThat(entry.call().path()).endsWith("/access/tags"));
	}

	@Test
	void writesNothingAtAllTheSecondTime() {
		String token = this.fake.addToken(Permission.portal());
		check(token);
		this.fake.journal().clear();

		check(token);

		assertThat(this.fake.journal().committed()).isEmpty();
	}

	@Test
	void checkThatHasJustEndedIsTakenForTheNext() {
		SettableClock clock = new SettableClock();
		context(this.fake.addToken(Permission.portal())).withAllowBeanDefinitionOverriding(true)
			.withBean("clock", SettableClock.class, () -> clock)
			.run((context) -> {
				Preflight preflight = context.getBean(Preflight.class);
				Preflight.Report first = preflight.checkUnlessRecent();
				assertThat(preflight.checkUnlessRecent()).isSameAs(first);

				clock.goOn(Preflight.RECENT);

				assertThat(preflight.checkUnlessRecent()).isNotSameAs(first);
			});
	}

	@ParameterizedTest
	@CsvSource({ "ZONE_READ, zones", "DNS_WRITE, dns-read", "TUNNEL_WRITE, tunnels-read",
			"ACCESS_APPS_WRITE, access-read access-write",
			"ACCESS_ORGANIZATIONS_WRITE, organization identity-provider group-write",
			"ACCESS_AUDIT_LOGS_READ, login-log", "ACCOUNT_SETTINGS_READ, ''" })
	void saysWhichPermissionIsMissing(Permission missing, String parts) {
		List<CheckResult> findings = check(this.fake.addToken(Arrays.stream(Permission.portal())
			.filter((permission) -> permission != missing)
			.toArray(Permission[]::new)));

		List<CheckResult> lacks = findings.stream()
			.filter((result) -> result.state() != State.OK && result.state() != State.UNSAID)
			.filter((result) -> !result.code().equals("deny-unmatched"))
			.toList();
		assertThat(lacks).extracting(CheckResult::code)
			.containsExactly(parts.isEmpty() ? new String[0] : parts.split(" "));
		assertThat(lacks).allSatisfy((lack) -> {
			assertThat(lack.state()).isEqualTo(State.MISSING);
			assertThat(lack.permission().replaceFirst("Read$", "Write"))
				.isEqualTo(missing.title().replaceFirst("Read$", "Write"));
		});
	}

	@Test
	void aTokenThatMayOnlyReadGroupsIsFoundOutAndNoneIsMade() {
		List<Permission> permissions = new ArrayList<>(List.of(Permission.portal()));
		permissions.remove(Permission.ACCESS_ORGANIZATIONS_WRITE);
		permissions.add(Permission.ACCESS_ORGANIZATIONS_READ);

		List<CheckResult> findings = check(this.fake.addToken(permissions.toArray(Permission[]::new)));

		assertThat(troubles(findings)).containsExactlyInAnyOrder("group-write MISSING", "deny-unmatched MISSING");
		assertThat(finding(findings, "group-write").permission())
			.isEqualTo(Permission.ACCESS_ORGANIZATIONS_WRITE.title());
		assertThat(this.fake.journal().committed()).extracting((entry) -> entry.method()).containsExactly("POST");
	}

	@Test
	void aTokenThatMayOnlyReadAccessIsFoundOut() {
		List<Permission> permissions = new ArrayList<>(List.of(Permission.portal()));
		permissions.remove(Permission.ACCESS_APPS_WRITE);
		permissions.add(Permission.ACCESS_APPS_READ);

		List<CheckResult> findings = check(this.fake.addToken(permissions.toArray(Permission[]::new)));

		assertThat(troubles(findings)).containsExactlyInAnyOrder("access-write MISSING", "deny-unmatched MISSING");
		assertThat(finding(findings, "access-write").detail()).contains("1010 auth.forbidden");
		assertThat(this.fake.state().tags()).isEmpty();
	}

	@Test
	void aTokenOwnedByTheAccountIsAsGood() {
		List<CheckResult> findings = check(this.fake.addToken(ApiToken.with(Permission.portal()).ownedByAccount()));

		assertThat(troubles(findings)).containsExactly("deny-unmatched MISSING");
	}

	@Test
	void aTokenThatIsNotAcceptedEndsTheCheck() {
		List<CheckResult> findings = check("cfut_nobody-knows-this-one");

		assertThat(troubles(findings)).containsExactly("token MISSING");
		assertThat(this.fake.journal().all()).hasSizeLessThanOrEqualTo(2);
	}

	@Test
	void disabledAndExpiredTokensAreTold() {
		assertThat(troubles(check(this.fake.addToken(ApiToken.with(Permission.portal()).disabled()))))
			.containsExactly("token MISSING");
		assertThat(troubles(check(this.fake.addToken(ApiToken.with(Permission.portal()).expired()))))
			.containsExactly("token MISSING");
	}

	@Test
	void aWrongAccountIsTold() {
		List<CheckResult> findings = run(
				(context) -> context.withPropertyValues("postern.cloudflare.account-id=another",
						"postern.cloudflare.api-token=" + this.fake.addToken(Permission.portal())));

		assertThat(troubles(findings)).containsExactly("account MISSING");
	}

	@Test
	void theGlobalKeyIsWarnedAbout(CapturedOutput output) {
		List<CheckResult> findings = run(
				(context) -> context.withPropertyValues("postern.cloudflare.auth-email=a@example.com",
						"postern.cloudflare.auth-key=" + this.fake.addKey("a@example.com")));

		assertThat(troubles(findings)).containsExactly("global-key MISSING", "deny-unmatched MISSING");
		assertThat(output).contains("postern.cloudflare.auth-key is a global key");
	}

	@Test
	void anAccountWithoutZeroTrustIsTold() {
		this.fake.behaviour().accessNotEnabled();

		List<CheckResult> findings = check(this.fake.addToken(Permission.portal()));

		assertThat(troubles(findings)).containsExactly("organization MISSING");
		assertThat(finding(findings, "organization").detail()).contains("9999");
	}

	@Test
	void noLoginMethodAndNoActiveZoneAreTold() {
		this.fake.reset();
		this.fake.addZone("example.org", "pending");

		List<CheckResult> findings = check(this.fake.addToken(Permission.portal()));

		assertThat(troubles(findings)).contains("zones MISSING", "identity-provider MISSING");
	}

	@Test
	void whatIsNotAnsweredIsNotKnown() {
		String token = this.fake.addToken(Permission.portal());
		this.fake.faults().on(CallMatcher.of("GET", "**/cfd_tunnel")).always().status(503);
		this.fake.faults().on(Calls.CREATE_APP).throttle(30);

		List<CheckResult> findings = check(token);

		assertThat(troubles(findings)).containsExactlyInAnyOrder("tunnels-read UNKNOWN", "access-write UNKNOWN",
				"deny-unmatched MISSING");
		assertThat(finding(findings, "tunnels-read").what()).isEqualTo("cloudflare.preflight.unknown.what");
	}

	@Test
	void theProbeForWritingIsSentOnceWhateverHappens() {
		this.fake.faults().on(Calls.CREATE_APP).always().cutBeforeCommit();

		List<CheckResult> findings = check(this.fake.addToken(Permission.portal()));

		assertThat(troubles(findings)).contains("access-write UNKNOWN");
		assertThat(this.fake.journal().count(Calls.CREATE_APP)).isEqualTo(1);
	}

	@Test
	void hintsAtTheMissingPermissionForServiceTokensWithoutATrouble() {
		String token = this.fake.addToken(Arrays.stream(Permission.portal())
			.filter((permission) -> permission != Permission.ACCESS_SERVICE_TOKENS_WRITE)
			.toArray(Permission[]::new));

		context(token).run((context) -> {
			Preflight preflight = context.getBean(Preflight.class);
			preflight.check();
			Preflight.Report report = preflight.last().orElseThrow();
			assertThat(report.results()).filteredOn((result) -> result.code().equals("service-tokens"))
				.singleElement()
				.satisfies((result) -> {
					assertThat(result.state()).isEqualTo(State.OFF);
					assertThat(result.permission()).isEqualTo("Access: Service Tokens Write");
				});
			assertThat(report.problems()).noneMatch((result) -> result.code().equals("service-tokens"));
		});
	}

	@Test
	void whenCloudflareIsDownOneFindingSaysSo() {
		String token = this.fake.addToken(Permission.portal());
		this.fake.faults().on(Calls.ANY).always().status(502);

		assertThat(troubles(check(token))).containsExactly("token UNKNOWN");
	}

	@Test
	void remembersTheLastResultAndItsTime() {
		context(this.fake.addToken(Permission.portal())).run((context) -> {
			Preflight preflight = context.getBean(Preflight.class);
			assertThat(preflight.last()).isEmpty();

			List<CheckResult> findings = preflight.check();

			assertThat(preflight.last()).hasValueSatisfying((report) -> {
				assertThat(report.at()).isEqualTo(CloudflareTestConfiguration.NOW);
				assertThat(report.results()).isEqualTo(findings);
				assertThat(report.problems()).extracting(CheckResult::code).containsExactly("deny-unmatched");
			});
		});
	}

	@Test
	void anEndOfTheTokenThatIsNearIsTold() {
		try (StubApi stub = new StubApi()) {
			stub.answering((request) -> request.target().endsWith("/tokens/verify")
					? StubApi.Answer.ok("{\"id\":\"t\",\"status\":\"active\",\"expires_on\":\"2026-12-01T00:00:00Z\"}")
					: StubApi.Answer.of(503, ""));
			stub.client().withUserConfiguration(PreflightConfiguration.class).run((context) -> {
				List<CheckResult> findings = context.getBean(Preflight.class).check();
				assertThat(troubles(findings)).containsExactly("token-expiry MISSING", "account UNKNOWN");
				assertThat(finding(findings, "token-expiry").detail())
					.isEqualTo(Instant.parse("2026-12-01T00:00:00Z").toString());
			});
		}
	}

	@Test
	void theCheckAtStartRunsInTheBackgroundAndLogsEachLackInWords(CapturedOutput output) {
		String token = this.fake.addToken(Permission.ZONE_READ);

		context(token).run((context) -> {
			start(context.getBean(Preflight.class), context.getBean(CloudflareProperties.class),
					context.getBean(Cloudflare.class));

			assertThat(context.getBean(RecordingBudget.class).taken).isNotEmpty()
				.containsOnly(RequestPriority.BACKGROUND);
		});

		assertThat(output).contains("part=account state=MISSING needed=true: The credentials do not reach the account.")
			.doesNotContain(token);
	}

	@Test
	void theCheckAtStartCanBeSwitchedOff() {
		context(this.fake.addToken(Permission.portal())).withPropertyValues("postern.cloudflare.check-at-start=false")
			.run((context) -> {
				start(context.getBean(Preflight.class), context.getBean(CloudflareProperties.class),
						context.getBean(Cloudflare.class));
				assertThat(context.getBean(Preflight.class).last()).isEmpty();
			});
	}

	@Test
	void recommendsToDenyUnmatchedRequestsAndIsContentOnceTheyAreDenied() {
		String token = this.fake.addToken(Permission.portal());
		assertThat(troubles(check(token))).containsExactly("deny-unmatched MISSING");

		organization("{\"deny_unmatched_requests\": true}");

		List<CheckResult> findings = check(token);
		assertThat(troubles(findings)).isEmpty();
		assertThat(finding(findings, "deny-unmatched").state()).isEqualTo(State.OK);
		assertThat(finding(findings, "exempt-zones").state()).isEqualTo(State.OK);
	}

	@Test
	void namesTheZonesThatAreExemptFromDenyingUnmatchedRequests() {
		organization("""
				{"deny_unmatched_requests": true,
				 "deny_unmatched_requests_exempted_zone_names": ["example.jp", "example.org"]}""");

		List<CheckResult> findings = check(this.fake.addToken(Permission.portal()));

		assertThat(troubles(findings)).containsExactly("exempt-zones MISSING");
		assertThat(text(finding(findings, "exempt-zones"), CheckResult::what)).contains("example.jp, example.org");
	}

	@Test
	void exemptionsThatAreNotUnderstoodAreNotKnown() {
		organization("""
				{"deny_unmatched_requests": true, "deny_unmatched_requests_exempted_zone_names": "all"}""");

		assertThat(troubles(check(this.fake.addToken(Permission.portal())))).containsExactly("exempt-zones UNKNOWN");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"yes\"", "1", "[]" })
	void whatIsNotSaidOfUnmatchedRequestsIsNotKnown(String value) {
		organization("{\"deny_unmatched_requests\": %s}".formatted(value));

		assertThat(troubles(check(this.fake.addToken(Permission.portal())))).containsExactly("deny-unmatched UNKNOWN");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					strict-tokens       | {"strict_service_token_auth": true}      | OK     | refused at once
					strict-tokens       | {"strict_service_token_auth": false}     | OK     | waits for somebody at a browser
					strict-tokens       | {"strict_service_token_auth": null}      | UNSAID | does not say
					strict-tokens       | {"strict_service_token_auth": "x"}       | UNSAID | does not say
					token-clean-up      | {"service_token_inactivity": {"enabled": true, "days": 45}} | OK | for 45 days
					token-clean-up      | {"service_token_inactivity": {"enabled": true}} | OK | does not say for how long
					token-clean-up      | {"service_token_inactivity": {"enabled": false, "days": 45}} | OK | stay
					token-clean-up      | {"service_token_inactivity": null}       | UNSAID | does not say whether it deletes
					token-clean-up      | {"service_token_inactivity": {}}         | UNSAID | does not say whether it deletes
					read-only-dashboard | {"is_ui_read_only": true}                | OK     | Nobody can change Access in the dashboard
					read-only-dashboard | {"is_ui_read_only": false}               | OK     | Administrators of the account can
					read-only-dashboard | {"is_ui_read_only": 1}                   | UNSAID | does not say""")
	void saysWhatASettingMeansWithoutATrouble(String part, String settings, State state, String words) {
		organization(settings);

		List<CheckResult> findings = check(this.fake.addToken(Permission.portal()));

		assertThat(finding(findings, part).state()).isEqualTo(state);
		assertThat(text(finding(findings, part), (result) -> String.valueOf(result.meaning()))).contains(words);
		assertThat(troubles(findings)).containsExactly("deny-unmatched MISSING");
	}

	@Test
	void tellsWhereCloudflareExplainsARefusal() {
		this.fake.faults().on(Calls.LIST_LOGINS).always().forbidden();

		List<CheckResult> findings = check(this.fake.addToken(Permission.portal()));

		assertThat(finding(findings, "login-log").documentation()).hasHost("developers.cloudflare.com");
	}

	@Test
	void aListWithoutAnyLoginMethodIsNoProofThatThereIsNone() {
		this.fake.faults().on(Calls.LIST_IDENTITY_PROVIDERS).always().hide((provider) -> true);

		List<CheckResult> findings = check(this.fake.addToken(Permission.portal()));

		assertThat(text(finding(findings, "identity-provider"), CheckResult::what))
			.contains("or the token may see none");
		assertThat(text(finding(findings, "identity-provider"), CheckResult::means)).startsWith("If there is none");
	}

	@Test
	void everySentenceOfEveryFindingExists() {
		for (State state : State.values()) {
			for (CheckResult result : allParts(state)) {
				List<String> sentences = (result.meaning() != null) ? List.of(result.title(), result.meaning())
						: List.of(result.title(), result.what(), result.means(), result.todo());
				assertThat(sentences).allSatisfy((code) -> assertThat(text(result, (any) -> code)).as(code)
					.isNotBlank()
					.doesNotContain("{", "''"));
			}
		}
	}

	private List<CheckResult> allParts(State state) {
		organization("{\"deny_unmatched_requests\": true}");
		List<CheckResult> findings = new ArrayList<>(check(this.fake.addToken(Permission.portal())));
		findings.add(new CheckResult("global-key", state, false, "API token", "a@example.com", null, null));
		findings.add(new CheckResult("token-expiry", state, false, "API token", "2026-12-01T00:00:00Z", null, null));
		return findings.stream()
			.map((result) -> new CheckResult(result.code(), state, result.needed(), result.permission(),
					result.detail(), null, result.note()))
			.toList();
	}

	private void organization(String settings) {
		this.fake.asSomebodyElse().call("PUT", "/accounts/{account}/access/organizations", Json.parse(settings));
	}

	private static String text(CheckResult result, Function<CheckResult, String> code) {
		return messages().getMessage(code.apply(result), result.args().toArray(), Locale.ENGLISH);
	}

	private static void start(Preflight preflight, CloudflareProperties properties, Cloudflare cloudflare) {
		new StartupPreflight(properties, preflight, cloudflare, messages(), Runnable::run).check();
	}

	private static ResourceBundleMessageSource messages() {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasename("messages");
		return messages;
	}

	private List<CheckResult> check(String token) {
		return run((context) -> context.withPropertyValues("postern.cloudflare.api-token=" + token));
	}

	private List<CheckResult> run(UnaryOperator<ApplicationContextRunner> settings) {
		List<CheckResult> findings = new ArrayList<>();
		settings.apply(context()).run((context) -> findings.addAll(context.getBean(Preflight.class).check()));
		return findings;
	}

	private ApplicationContextRunner context(String token) {
		return context().withPropertyValues("postern.cloudflare.api-token=" + token);
	}

	private ApplicationContextRunner context() {
		return new ApplicationContextRunner()
			.withUserConfiguration(CloudflareConfiguration.class, TransportConfiguration.class,
					PreflightConfiguration.class, CloudflareTestConfiguration.class)
			.withPropertyValues("postern.cloudflare.base-url=" + this.fake.baseUrl(),
					"postern.cloudflare.account-id=" + this.fake.accountId());
	}

	private static List<String> troubles(List<CheckResult> findings) {
		return findings.stream()
			.filter((result) -> result.state() != State.OK && result.state() != State.UNSAID)
			.map((result) -> result.code() + " " + result.state())
			.toList();
	}

	private static CheckResult finding(List<CheckResult> findings, String code) {
		return findings.stream().filter((result) -> result.code().equals(code)).findFirst().orElseThrow();
	}

}

package dev.postern.rules;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.postern.kernel.EmailAddress;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The policy of those who are let in for a while, among others. */
class TemporaryPolicyTests {

	private static final EmailAddress EVE = EmailAddress.of("eve@example.com");

	private static final EmailAddress BOB = EmailAddress.of("bob@example.com");

	private static List<Policy> policies(String json) {
		return PolicyCodec.read(JsonMapper.shared().readTree(json.replace('\'', '"')));
	}

	private static List<Policy> added(String json) {
		return TemporaryPolicy.added(policies(json), List.of(EVE, BOB, EVE), Duration.ofMinutes(47));
	}

	@Test
	void itAsksWhatAllOthersAskAndStandsBehindThem() {
		List<Policy> all = added(
				"""
						[{'name': 'A', 'decision': 'allow', 'include': [{'email_domain': {'domain': 'example.com'}}],
						  'require': [{'geo': {'country_code': 'JP'}}, {'auth_method': {'auth_method': 'mfa'}}]},
						 {'name': 'B', 'decision': 'allow', 'include': [{'everyone': {}}], 'require': [{'geo': {'country_code': 'JP'}}]},
						 {'name': 'C', 'decision': 'deny', 'include': [{'email': {'email': 'bob@example.com'}}]}]""");

		assertThat(all).extracting(Policy::name).containsExactly("A", "B", "C", TemporaryPolicy.NAME);
		assertThat(all.getLast().require()).containsExactly(new Selector.Country("JP"));
		assertThat(all.getLast().terms().sessionDuration()).isEqualTo(Duration.ofMinutes(47));
		assertThat(TemporaryPolicy.people(all)).containsExactly(BOB, EVE);
		assertThat(PolicyCodec.write(all).toString()).contains("\"session_duration\":\"47m\"");
	}

	@Test
	void itStandsBeforeOneThatDeniesEverybody() {
		assertThat(added("""
				[{'name': 'A', 'decision': 'allow', 'include': [{'email': {'email': 'a@example.com'}}]},
				 {'name': 'Z', 'decision': 'deny', 'include': [{'everyone': {}}]}]""")).extracting(Policy::name)
			.containsExactly("A", TemporaryPolicy.NAME, "Z");
	}

	@Test
	void nobodyIsAddedWhereNobodyIsLetIn() {
		List<Policy> policies = policies("""
				[{'name': 'A', 'decision': 'allow', 'include': [{'email': {'email': 'a@example.com'}}]}]""");

		assertThat(TemporaryPolicy.added(policies, List.of(), Duration.ofHours(1))).isEqualTo(policies);
	}

	@Test
	void itGoesWithTheLastOfThemUnlessNothingElseWouldGuardI1() {
		List<Policy> all = added("""
				[{'name': 'A', 'decision': 'allow', 'include': [{'email': {'email': 'a@example.com'}}]}]""");

		assertThat(TemporaryPolicy.people(TemporaryPolicy.narrowed(all, Set.of(EVE)))).containsExactly(EVE);
		assertThat(TemporaryPolicy.narrowed(all, Set.of())).extracting(Policy::name).containsExactly("A");
		List<Policy> alone = TemporaryPolicy.narrowed(List.of(all.getLast()), Set.of());
		assertThat(alone).singleElement().satisfies((policy) -> assertThat(policy.allows()).isTrue());
		assertThat(TemporaryPolicy.people(alone)).isEmpty();
	}

}

package dev.postern.connect.reachability;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.identity.IdentityProperties;
import dev.postern.identity.Person;
import dev.postern.identity.PersonId;
import dev.postern.identity.Profile;
import dev.postern.identity.Role;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.Claims;
import dev.postern.rules.evaluation.EvaluationContext;
import dev.postern.rules.evaluation.Identity;
import dev.postern.rules.evaluation.PolicySet;
import dev.postern.rules.words.Phrase;
import dev.postern.servers.ApplicationType;
import dev.postern.servers.Server;
import dev.postern.servers.ServerSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** People who share an answer get the one that each would get alone. */
class CompiledServerTests {

	private static final UUID PROVIDER = UUID.fromString(ReachabilityData.PROVIDER);

	private static final UUID GROUP = new UUID(7, 7);

	private static final UUID GROUP_WITHIN = new UUID(8, 8);

	private static final Map<UUID, RuleGroup> GROUPS = Map.of(GROUP,
			new RuleGroup(List.of(new Selector.Group(GROUP_WITHIN), new Selector.EmailDomain("corp3.example.com")),
					List.of(), List.of(new Selector.Email(EmailAddress.of(ReachabilityData.email(3))))),
			GROUP_WITHIN, RuleGroup.of(List.of(new Selector.Email(EmailAddress.of(ReachabilityData.email(1))),
					new Selector.OktaGroup(PROVIDER, "team-19"))));

	private static final String GITHUB = """
			{'github-organization':{'name':'corp','team':'team-1','identity_provider_id':'%1$s'}},\
			{'azureAD':{'id':'00000000-0000-0000-0000-000000000009','identity_provider_id':'%1$s'}},\
			{'gsuite':{'email':'team@corp1.example.com','identity_provider_id':'%1$s'}},\
			{'oidc':{'claim_name':'dept','claim_value':'a','identity_provider_id':'%1$s'}}""".formatted(PROVIDER);

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void everybodyGetsTheAnswerThatTheyWouldGetAlone_I13(boolean groupsAreKnown) {
		Random chance = new Random(13);
		String provider = groupsAreKnown ? ReachabilityData.PROVIDER : null;
		List<WhatIf> supposed = List.of(WhatIf.NOTHING, new WhatIf("JP", "198.51.100.7", null),
				new WhatIf(null, null, PROVIDER));
		for (int i = 0; i < 300; i++) {
			WhatIf whatIf = supposed.get(i % supposed.size());
			Server server = server(policies(chance, i));
			CompiledServer compiled = new CompiledServer(server, GROUPS, identities(provider), whatIf);
			for (int j = 0; j < 60; j++) {
				EmailAddress email = EmailAddress.of(ReachabilityData.email(chance.nextInt(40)));
				Set<String> groups = groups(chance);
				Identity alone = new Identity(email);
				alone = (groupsAreKnown && groups != null) ? alone.withClaims(PROVIDER, Claims.ofGroups(groups))
						: alone;
				alone = (whatIf.country() != null) ? alone.fromCountry("JP").fromAddress("198.51.100.7") : alone;
				alone = (whatIf.provider() != null) ? alone.loggedInThrough(PROVIDER) : alone;

				assertThat(compiled.access(email, groups)).as("%s %s %s", email, groups, server.spec().policies())
					.isEqualTo(PolicySet.of(server.spec().policies(), new EvaluationContext("ssh", GROUPS))
						.evaluate(alone));
			}
		}
	}

	@Test
	void answersAreSharedByThoseWhomThePoliciesDoNotTellApart() {
		CompiledServer compiled = new CompiledServer(
				server(ReachabilityData.policy("Team", "allow", "{'email_domain':{'domain':'corp1.example.com'}}", "",
						"{'email':{'email':'person1@corp1.example.com'}}")),
				Map.of(), identities(ReachabilityData.PROVIDER), WhatIf.NOTHING);

		Set<Access> answers = IntStream.range(0, 600)
			.mapToObj((i) -> compiled.access(EmailAddress.of(ReachabilityData.email(i)), Set.of("team-" + i)))
			.collect(Collectors.toUnmodifiableSet());

		assertThat(answers).hasSizeLessThanOrEqualTo(3);
		assertThat(compiled.access(EmailAddress.of(ReachabilityData.email(7)), null))
			.isSameAs(compiled.access(EmailAddress.of(ReachabilityData.email(13)), Set.of("team-1")))
			.isInstanceOf(Access.Allowed.class);
		assertThat(compiled.access(EmailAddress.of(ReachabilityData.email(1)), null)).isInstanceOf(Access.Denied.class);
		assertThat(compiled.decidingPolicies()).containsExactly("Team");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void countOfAllIsTheCountOfEach_I13(boolean groupsAreKnown) {
		Random chance = new Random(31);
		IdentityFactory identities = identities(groupsAreKnown ? ReachabilityData.PROVIDER : null);
		List<KnownPerson> people = IntStream.range(0, 70).mapToObj((i) -> person(i, groups(chance))).toList();
		List<Server> servers = IntStream.range(0, 200).mapToObj((i) -> server(policies(chance, i))).toList();

		ReachOverview overview = new ReachCounter(new PeopleIndex(people))
			.overview(servers.stream().map((server) -> new CompiledServer(server, GROUPS, identities, WhatIf.NOTHING)));

		Map<Server, Tally> ofServers = new HashMap<>();
		Map<KnownPerson, Tally> ofPeople = new HashMap<>();
		for (Server server : servers) {
			for (KnownPerson person : people) {
				AccessVerdict verdict = AccessVerdict
					.of(new CompiledServer(server, GROUPS, identities, WhatIf.NOTHING).access(person));
				ofServers.merge(server, Tally.NONE.plus(verdict, 1), (tally, _) -> tally.plus(verdict, 1));
				ofPeople.merge(person, Tally.NONE.plus(verdict, 1), (tally, _) -> tally.plus(verdict, 1));
			}
		}
		assertThat(overview.servers()).hasSameSizeAs(servers)
			.allSatisfy((row) -> assertThat(row.tally()).isEqualTo(ofServers.get(row.server())));
		assertThat(overview.people()).hasSameSizeAs(people)
			.allSatisfy((row) -> assertThat(row.tally()).isEqualTo(ofPeople.get(row.person())));
	}

	@Test
	void whoeverIsNamedInAGroupThatIsKnownIsKnown() {
		CompiledServer compiled = new CompiledServer(
				server(ReachabilityData.policy("Group", "allow", "{'group':{'id':'%s'}}".formatted(GROUP), "", "")),
				GROUPS, identities(null), WhatIf.NOTHING);

		assertThat(compiled.subjects().people().keySet()).containsExactlyInAnyOrder(
				EmailAddress.of(ReachabilityData.email(1)), EmailAddress.of(ReachabilityData.email(3)));
	}

	@Test
	void whatIsTooMuchToBeWorkedOutDependsAndHoldsNothingUp() {
		Map<UUID, RuleGroup> groups = new HashMap<>();
		for (int i = 0; i < 990; i++) {
			groups.put(new UUID(9, i),
					new RuleGroup(
							List.of(new Selector.Email(EmailAddress.of(ReachabilityData.email(i))),
									new Selector.EmailDomain("corp1.example.com")),
							List.of(new Selector.IpList(new UUID(10, i))),
							List.of(new Selector.DevicePosture(new UUID(11, i), null))));
		}
		String named = IntStream.range(0, 990)
			.mapToObj((i) -> "{'group':{'id':'%s'}}".formatted(new UUID(9, i)))
			.collect(Collectors.joining(","));
		CompiledServer compiled = new CompiledServer(server(ReachabilityData.policy("Much", "allow", named, "", "")),
				groups, identities(null), WhatIf.NOTHING);

		List<Access> answers = IntStream.range(0, 1000)
			.mapToObj((i) -> compiled.access(EmailAddress.of(ReachabilityData.email(i)), null))
			.toList();

		assertThat(answers).filteredOn(Access.Depends.class::isInstance)
			.extracting(Access::reason)
			.contains(Phrase.text("rules.why.too-much"));
		assertThat(answers).noneMatch(Access.Allowed.class::isInstance);
	}

	@Test
	void groupsInGroupsAreFollowedFarButNotWithoutEnd() {
		Map<UUID, RuleGroup> chain = new HashMap<>();
		for (int i = 0; i < 5_000; i++) {
			chain.put(new UUID(9, i),
					RuleGroup.of(List.of(new Selector.Email(EmailAddress.of(ReachabilityData.email(i))),
							new Selector.Group(new UUID(9, i + 1)))));
		}
		CompiledServer compiled = new CompiledServer(server(
				ReachabilityData.policy("Chain", "allow", "{'group':{'id':'%s'}}".formatted(new UUID(9, 0)), "", "")),
				chain, identities(null), WhatIf.NOTHING);

		assertThat(compiled.access(EmailAddress.of(ReachabilityData.email(99)), null))
			.isInstanceOf(Access.Allowed.class);
		assertThat(compiled.access(EmailAddress.of(ReachabilityData.email(100)), null))
			.isInstanceOf(Access.Depends.class);
		assertThat(compiled.subjects().people()).hasSize(5_000);
	}

	private static String policies(Random chance, int i) {
		String policies = ReachabilityData.policies(chance, 30);
		return switch (i % 3) {
			case 0 -> policies;
			case 1 -> ReachabilityData.policy("Groups", "allow", GITHUB, "", "") + "," + policies;
			default -> ReachabilityData.policy("Group", (i % 2 == 0) ? "allow" : "deny",
					"{'group':{'id':'%s'}}".formatted(GROUP), "", "") + "," + policies;
		};
	}

	private static @Nullable Set<String> groups(Random chance) {
		return (chance.nextInt(5) == 0) ? null : Stream
			.generate(() -> List
				.of("team-" + chance.nextInt(20), "corp", "corp/team-1", "team@corp1.example.com",
						"00000000-0000-0000-0000-000000000009")
				.get(chance.nextInt(5)))
			.limit(chance.nextInt(5))
			.collect(Collectors.toUnmodifiableSet());
	}

	private static KnownPerson person(int i, @Nullable Set<String> groups) {
		EmailAddress email = EmailAddress.of(ReachabilityData.email(i));
		Instant then = Instant.parse("2026-11-01T00:00:00Z");
		return (groups == null) ? KnownPerson.ofAddress(email) : KnownPerson.ofProfile(new Profile(
				new Person(new PersonId(new UUID(1, i)), email, "Person " + i, Set.of(Role.DEVELOPER), groups, false),
				then, then, null, null, null, null, false));
	}

	private static IdentityFactory identities(@Nullable String provider) {
		return new IdentityFactory(new IdentityProperties(new IdentityProperties.Roles(List.of(), List.of()), "groups",
				Duration.ofHours(8), Duration.ofHours(12), Duration.ofDays(30), List.of(), provider));
	}

	private static Server server(String policies) {
		Instant then = Instant.parse("2026-11-01T00:00:00Z");
		ServerSpec spec = new ServerSpec("db1", Hostname.of("ssh-db1.example.jp"), ZoneId.of("example_jp"),
				new TunnelId(new UUID(0, 1)), "ssh://127.0.0.1:22", "deploy", ApplicationType.SSH, Duration.ofHours(24),
				false, "", PolicyCodec.read(JsonMapper.shared().readTree("[" + policies.replace('\'', '"') + "]")));
		return new Server(new ServerId(UUID.nameUUIDFromBytes(policies.getBytes(StandardCharsets.UTF_8))), spec, 1,
				Phase.READY, null, 1, 1, 1, null, then, then, null);
	}

}

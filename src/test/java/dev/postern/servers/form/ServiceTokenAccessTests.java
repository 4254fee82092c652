package dev.postern.servers.form;

import java.util.List;

import dev.postern.kernel.ServiceTokenId;
import dev.postern.servers.Drafts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceTokenAccessTests {

	private static final ServiceTokenId CI = ServiceTokenId.of("3537a672-e4d8-4d89-aab9-26cb622918a1");

	private static final ServiceTokenId BACKUP = ServiceTokenId.of("4537a672-e4d8-4d89-aab9-26cb622918a1");

	private static final PolicyForm PEOPLE = policy("People", "allow",
			new RuleForm("email", "", "", "ada@example.com"));

	@Test
	void firstMachineGetsAPolicyOfItsOwnInFrontAndTheTypeFollows() {
		ServiceTokenAccess door = new ServiceTokenAccess(form("ssh", PEOPLE));
		assertThat(door.changesType()).isTrue();
		assertThat(door.admittedTokens()).isEmpty();

		ServiceTokenAccess opened = door.opened("Machines");

		assertThat(opened.form().applicationType()).isEqualTo("self_hosted");
		assertThat(opened.form().policies()).extracting(PolicyForm::name).containsExactly("Machines", "People");
		assertThat(opened.form().policies().getFirst().decision()).isEqualTo("non_identity");
		assertThat(opened.nextRule()).isEqualTo("policies[0].include[0]");
		assertThat(opened.form().version()).isEqualTo(door.form().version());
	}

	@Test
	void anotherMachineJoinsThePolicyThatLetsMachinesIn() {
		ServiceTokenAccess door = new ServiceTokenAccess(form("self_hosted", PEOPLE, machines(CI)));

		ServiceTokenAccess opened = door.opened("Machines");

		assertThat(door.admittedTokens()).containsExactly(CI);
		assertThat(opened.form().policies()).extracting(PolicyForm::name).containsExactly("Robots", "People");
		assertThat(opened.nextRule()).isEqualTo("policies[0].include[1]");
	}

	@Test
	void policyWithAConditionIsNotWidened() {
		PolicyForm narrow = machines(CI).with("require", List.of(new RuleForm("ip", "", "", "203.0.113.0/24")));

		ServiceTokenAccess opened = new ServiceTokenAccess(form("self_hosted", narrow, PEOPLE)).opened("Machines");

		assertThat(opened.form().policies()).extracting(PolicyForm::name)
			.containsExactly("Machines", "Robots", "People");
	}

	@Test
	void machineIsTakenAwayAndItsPolicyWithTheLastOne() {
		ServiceTokenAccess both = new ServiceTokenAccess(form("self_hosted", machines(CI, BACKUP), PEOPLE));

		ServiceTokenAccess one = both.without(CI);
		assertThat(one.admittedTokens()).containsExactly(BACKUP);
		assertThat(one.canBeSsh()).isFalse();
		ServiceTokenAccess none = one.without(BACKUP);
		assertThat(none.admittedTokens()).isEmpty();
		assertThat(none.form().policies()).containsExactly(PEOPLE);
		assertThat(none.form().applicationType()).isEqualTo("self_hosted");
		assertThat(none.canBeSsh()).isTrue();
		assertThat(none.asSsh().form().applicationType()).isEqualTo("ssh");
		assertThat(none.without(CI)).isEqualTo(none);
	}

	@Test
	void whatIsNotAboutMachinesIsLeftAlone() {
		PolicyForm odd = policy("Odd", "allow", new RuleForm("other", "", "", ServiceTokenAccess.rule(CI)),
				new RuleForm("other", "", "", "{\"okta\":{\"name\":\"devs\"}}"),
				new RuleForm("other", "", "", "not json"));

		ServiceTokenAccess door = new ServiceTokenAccess(form("self_hosted", odd));

		assertThat(door.admittedTokens()).isEmpty();
		assertThat(door.without(CI).form().policies()).containsExactly(odd);
	}

	@Test
	void machinesOfOneRowAreTakenAwayOneByOne() {
		PolicyForm row = policy("Robots", "non_identity", new RuleForm("service_token", "", "", CI + "\n" + BACKUP));

		ServiceTokenAccess one = new ServiceTokenAccess(form("self_hosted", row, PEOPLE)).without(CI);

		assertThat(one.admittedTokens()).containsExactly(BACKUP);
		assertThat(one.without(BACKUP).form().policies()).containsExactly(PEOPLE);
	}

	private static PolicyForm machines(ServiceTokenId... tokens) {
		return policy("Robots", "non_identity",
				List.of(tokens)
					.stream()
					.map((token) -> new RuleForm("other", "", "", ServiceTokenAccess.rule(token)))
					.toArray(RuleForm[]::new));
	}

	private static PolicyForm policy(String name, String decision, RuleForm... include) {
		return new PolicyForm(name, decision, List.of(include), null, null, null, null);
	}

	private static ServerForm form(String type, PolicyForm... policies) {
		return new ServerForm(null, 7L, "db1", "db1.example.jp", Drafts.TUNNEL, "ssh://db1:22", "deploy", type, "24h",
				false, "", "", List.of(policies));
	}

}

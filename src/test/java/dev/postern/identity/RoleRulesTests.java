package dev.postern.identity;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.WrongSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RoleRulesTests {

	private static final EmailAddress ADA = EmailAddress.of("ada@example.com");

	@ParameterizedTest
	@CsvSource({ "email:ada@example.com, ADMIN", "email: Ada@Example.COM, ADMIN", "domain:example.com, ADMIN",
			"domain:EXAMPLE.com, ADMIN", "group:platform, ADMIN", "email:eda@example.com, DEVELOPER",
			"domain:ample.com, DEVELOPER", "domain:com.example, DEVELOPER", "group:Platform, DEVELOPER",
			"group:plat, DEVELOPER" })
	void entryNamesThePersonOrNot(String entry, Role role) {
		assertThat(admins(entry).of(ADA, Set.of("platform", "orders"))).containsExactly(role);
	}

	@ParameterizedTest
	@ValueSource(strings = { "email:O'Brien@M\u00fcller.example", "email:o'brien@xn--mller-kva.example",
			"domain:M\u00fcller.example", "domain:xn--mller-kva.EXAMPLE." })
	void domainIsTheSameInUnicodeAndPunycode(String entry) {
		assertThat(admins(entry).of(EmailAddress.of("o'brien@m\u00fcller.example"), Set.of()))
			.containsExactly(Role.ADMIN);
	}

	@Test
	void personUnderTheDomainIsNotAtTheDomain() {
		assertThat(admins("domain:example.com").of(EmailAddress.of("ada@mail.example.com"), Set.of()))
			.containsExactly(Role.DEVELOPER);
	}

	@Test
	void whoeverIsNamedInBothListsHasBothRolesAndOthersAreDevelopers() {
		RoleRules rules = new RoleRules(new IdentityProperties(
				new IdentityProperties.Roles(List.of("email:ada@example.com"), List.of("domain:example.com")), "groups",
				Duration.ofHours(8), Duration.ofHours(12), Duration.ofDays(30), List.of(), null));

		assertThat(rules.of(ADA, Set.of())).containsExactlyInAnyOrder(Role.ADMIN, Role.AUDITOR);
		assertThat(rules.of(EmailAddress.of("otto@example.com"), Set.of())).containsExactly(Role.AUDITOR);
		assertThat(rules.of(EmailAddress.of("eve@example.net"), Set.of())).containsExactly(Role.DEVELOPER);
	}

	@Test
	void settingsThatNameNobodyMakeNobodyAnAdministrator() {
		RoleRules rules = new RoleRules(new IdentityProperties(new IdentityProperties.Roles(List.of(), List.of()),
				"groups", Duration.ofHours(8), Duration.ofHours(12), Duration.ofDays(30), List.of(), null));

		assertThat(rules.of(ADA, Set.of("admin", "ADMIN"))).containsExactly(Role.DEVELOPER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ada@example.com", "mail:ada@example.com", "email:ada", "email:", "domain:", "domain:*",
			"domain:@example.com", "domain:com", "domain:\uff45xample.com", "group:", "group: ", "", ":",
			"EMAIL:ada@example.com" })
	void entryThatNamesNobodyStopsTheStartInOneLine(String entry) {
		assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> admins(entry))
			.satisfies((wrong) -> assertThat(wrong.getMessage()).startsWith("postern.identity.roles.admin ")
				.contains("'" + entry + "'", "email:<address>")
				.hasLineCount(1));
	}

	private static RoleRules admins(String entry) {
		return new RoleRules(new IdentityProperties(new IdentityProperties.Roles(List.of(entry), List.of()), "groups",
				Duration.ofHours(8), Duration.ofHours(12), Duration.ofDays(30), List.of(), null));
	}

}

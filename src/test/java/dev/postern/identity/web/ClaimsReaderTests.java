package dev.postern.identity.web;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.postern.identity.IdentityProperties;
import dev.postern.identity.PersonClaims;
import dev.postern.identity.accounts.ProviderAccount;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClaimsReaderTests {

	private static final Map<String, Object> ACCOUNT = Map.of("iss", "https://id.example.com", "sub", "24400320");

	private static final Map<String, Object> ADA = Map.of("email", "ada@example.com");

	private final ClaimsReader reader = new ClaimsReader(
			new IdentityProperties(new IdentityProperties.Roles(List.of(), List.of()), "groups", Duration.ofHours(8),
					Duration.ofHours(12), Duration.ofDays(30), List.of(), null));

	@Test
	void addressThatIsSaidToBeAnythingElseThanVerifiedIsRefused() {
		for (Object said : List.of(false, "false", "False", "FALSE", " false", "no", "", 0, "0", 1, List.of(false))) {
			assertThatExceptionOfType(SignInRefused.class).as(said.toString())
				.isThrownBy(() -> read(Map.of("email", "ada@example.com", "email_verified", said)));
		}
		assertThat(read(ADA).email().value()).isEqualTo("ada@example.com");
		for (Object said : List.of(true, "true")) {
			assertThat(read(Map.of("email", "ada@example.com", "email_verified", said))).isNotNull();
		}
	}

	@Test
	void charactersThatAreNotSeenAreShownInTheNameAndReachNoGroup() {
		PersonClaims claims = read(Map.of("email", "ada@example.com", "name", "Ada\0\n\u202EAdmin", "groups",
				Arrays.asList("platform", "plat\0form", "audit\n")));

		assertThat(claims.name()).isEqualTo("Ada\\u{0}\\u{A}\\u{202E}Admin");
		assertThat(claims.groups()).containsExactly("platform");
	}

	@Test
	void groupsThatAreTooManyToTellAreNotToldAndThatIsNoted() {
		Map<String, Object> elsewhere = Map.of("groups", "src1");
		assertThat(read(Map.of("_claim_names", elsewhere)).groupsWithheld()).isTrue();
		assertThat(read(Map.of("_claim_names", elsewhere, "groups", List.of())).groupsWithheld()).isTrue();
		assertThat(read(Map.of("hasgroups", true)).groupsWithheld()).isTrue();
		assertThat(read(Map.of("hasgroups", "true")).groupsWithheld()).isTrue();
		assertThat(read(Map.of("_claim_names", elsewhere)).groups()).isEmpty();
	}

	@Test
	void groupsThatAreToldOrOfAnotherClaimAreNotWithheld() {
		Map<String, Object> elsewhere = Map.of("groups", "src1");
		assertThat(read(Map.of("groups", List.of("platform"), "_claim_names", elsewhere)).groupsWithheld()).isFalse();
		assertThat(read(Map.of("_claim_names", Map.of("roles", "src1"))).groupsWithheld()).isFalse();
		assertThat(read(Map.of("_claim_names", "groups")).groupsWithheld()).isFalse();
		assertThat(read(Map.of("hasgroups", false)).groupsWithheld()).isFalse();
		assertThat(read(Map.of()).groupsWithheld()).isFalse();
		ClaimsReader ofRoles = new ClaimsReader(
				new IdentityProperties(new IdentityProperties.Roles(List.of(), List.of()), "roles", Duration.ofHours(8),
						Duration.ofHours(12), Duration.ofDays(30), List.of(), null));
		assertThat(ofRoles
			.read(Map.of("iss", "https://id.example.com", "sub", "24400320", "email", "ada@example.com", "hasgroups",
					true, "_claim_names", elsewhere))
			.groupsWithheld()).isFalse();
	}

	private PersonClaims read(Map<String, Object> claims) {
		Map<String, Object> all = new HashMap<>(ADA);
		all.putAll(ACCOUNT);
		all.putAll(claims);
		return this.reader.read(all);
	}

	@Test
	void addressMayHaveAnApostropheAndAnInternationalDomain() {
		assertThat(read(Map.of("email", "O'Brien@M\u00fcller.example")).email().value())
			.isEqualTo("o'brien@xn--mller-kva.example");
	}

	@Test
	void lookalikeOfAnAddressIsRefused() {
		assertThatExceptionOfType(SignInRefused.class).isThrownBy(() -> read(Map.of("email", "jac\u212a@example.com")));
	}

	@Test
	void accountThatIsNotNamedIsRefused() {
		assertThat(read(Map.of()).account()).isEqualTo(new ProviderAccount("https://id.example.com", "24400320"));
		for (Map<String, Object> said : List.<Map<String, Object>>of(Map.of("sub", ""), Map.of("sub", " "),
				Map.of("iss", ""), Map.of("sub", "a\0"), Map.of("sub", "a".repeat(256)))) {
			assertThatExceptionOfType(SignInRefused.class).as(said.toString())
				.isThrownBy(() -> read(said))
				.withMessageContaining("no-subject");
		}
		assertThatExceptionOfType(SignInRefused.class).isThrownBy(() -> this.reader.read(ADA));
	}

}

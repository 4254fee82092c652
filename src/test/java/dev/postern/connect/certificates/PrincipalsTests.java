package dev.postern.connect.certificates;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.stored.MalformedValue;
import dev.postern.servers.hostkeys.HostKey;
import dev.postern.servers.hostkeys.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class PrincipalsTests {

	private static final HostKey KEY = HostKey.ofPublicKey(TestKeys.ECDSA);

	@Test
	void nameIsWhatStandsInFrontOfTheAt() {
		assertThat(Principals.read(" Alice@example.com, bob\n\tO'Brien@example.org;a+b ").names())
			.containsExactly("a+b", "alice", "bob", "o'brien");
		assertThat(Principals.read("alice@example.com alice@example.org alice").names()).containsExactly("alice");
		assertThat(Principals.read("  ").names()).isEmpty();
		assertThat(Principals.of(List.of(EmailAddress.of("Alice@example.com"), EmailAddress.of("bürger@example.com"),
				EmailAddress.of("#x@example.com")))
			.names()).containsExactly("alice");
	}

	@ParameterizedTest
	@ValueSource(strings = { "#remark", "bürger", "a\u200bb", "a@", "@example.com", "a@b@example.com", "a\"b", "a\\b",
			"a\u0000b", "cert-authority\u0085root", "(x)" })
	void whatCouldMeanAnythingElseInTheFileIsRefused_I15(String person) {
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> Principals.read("ok " + person))
			.satisfies((ex) -> assertThat(ex.problems()).extracting(FieldProblem::field, FieldProblem::value)
				.containsExactly(tuple("people", person)));
	}

	@Test
	void listHasAnEnd_I15() {
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> Principals.read("x ".repeat(1_001)));
		assertThat(Principals.read("x ".repeat(1_000)).names()).containsExactly("x");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "de'ploy", "a/b", "../root", "a b", "-x", "", "a\nb", "$(id)", "a\\b\\c", "a@b@c", "üser" })
	void loginUserThatCouldMeanAnythingElseIsRefused_I15(String user) {
		assertThatExceptionOfType(InvalidInput.class)
			.isThrownBy(() -> new ServerSteps(new ServerId(new UUID(0, 1)), user, KEY, Principals.read("alice")))
			.satisfies((ex) -> assertThat(ex.problems().getFirst().field()).isEqualTo("loginUser"));
	}

	@Test
	void stepsAreWhatTheScriptDoes() {
		ServerSteps steps = new ServerSteps(new ServerId(new UUID(0, 1)), "CORP\\deploy", KEY,
				Principals.read("bob alice"));

		assertThat(steps.script()).startsWith("#!/bin/sh\n")
			.contains("\n" + steps.authority() + "\n# end of the authority\n",
					"\n" + steps.people() + "\n# end of the list\n", "\nuser='CORP\\deploy'\n")
			.doesNotContain("@SERVER@", "@USER@", "@AUTHORITY@", "@PEOPLE@");
		assertThat(steps.people()).isEqualTo("alice\nbob");
		assertThat(steps.peopleFile()).isEqualTo("/etc/ssh/postern/people/CORP\\deploy");
		assertThat(steps.settings()).isEqualTo("""
				TrustedUserCAKeys /etc/ssh/postern/authority.pub
				AuthorizedPrincipalsFile /etc/ssh/postern/people/%u
				AuthorizedPrincipalsCommand none""");
	}

	@Test
	void keyIsTheSameHoweverItIsSpacedAndRemarkedOn() {
		String key = TestKeys.ECDSA.substring(0, TestKeys.ECDSA.lastIndexOf(' '));
		assertThat(HostKey.ofPublicKey("  " + key.replace(" ", " \t") + "\t open-ssh-ca@cloudflareaccess.org of us\n"))
			.isEqualTo(HostKey.ofPublicKey(key))
			.isEqualTo(KEY);
		for (String odd : List.of("", "ecdsa-sha2-nistp256", key + "\n" + key, key.toUpperCase(Locale.ROOT),
				key.substring(0, key.length() - 8), "ssh-rsa" + key.substring(key.indexOf(' ')),
				"@cert-authority " + key)) {
			assertThatExceptionOfType(MalformedValue.class).as(odd).isThrownBy(() -> HostKey.ofPublicKey(odd));
		}
	}

}

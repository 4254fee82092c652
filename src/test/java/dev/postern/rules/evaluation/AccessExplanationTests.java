package dev.postern.rules.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Access.OpenCondition;
import dev.postern.rules.words.Phrase;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class AccessExplanationTests {

	private static final UUID OKTA = UUID.fromString("f174e90a-fafe-4643-bbbc-4a0ed4fc8415");

	private static final Selector JAPAN = new Selector.Country("JP");

	private static final Selector FRANCE = new Selector.Country("FR");

	private static final Disclosure SOMEBODY = new Disclosure(Identity.somebody());

	@Test
	void howOneComesIsToldAndNothingOfOthers() throws Exception {
		List<Selector> told = List.of(JAPAN, new Selector.IpRange("192.0.2.0/24"), new Selector.AuthMethod("mfa"),
				new Selector.LoginMethod(OKTA), new Selector.Certificate());
		for (Selector selector : golden().getFirst().include()) {
			boolean named = selector instanceof Selector.Everyone || selector instanceof Selector.DevicePosture
					|| told.stream().anyMatch((one) -> one.getClass() == selector.getClass());
			assertThat(SOMEBODY.namesRequired(selector)).as("%s", selector).isEqualTo(named);
			assertThat(SOMEBODY.namesForbidden(selector)).as("%s", selector)
				.isEqualTo(named && !(selector instanceof Selector.IpRange));
			assertThat(Disclosure.ALL.namesRequired(selector) && Disclosure.ALL.namesForbidden(selector)).isTrue();
		}
	}

	@Test
	void onesOwnGroupIsToldWhereItLetsOneInAndNotWhereItKeepsOneOut() {
		Disclosure member = new Disclosure(Identity.somebody().withClaims(OKTA, Claims.ofGroups(Set.of("devs"))));

		assertThat(member.namesRequired(new Selector.OktaGroup(OKTA, "devs"))).isTrue();
		assertThat(member.namesForbidden(new Selector.OktaGroup(OKTA, "devs"))).isFalse();
		assertThat(member.namesRequired(new Selector.OktaGroup(OKTA, "leavers"))).isFalse();
	}

	@Test
	void whatIsNotNamedIsOneConditionMoreOnEachWay() {
		Selector leavers = new Selector.OktaGroup(OKTA, "leavers");
		Selector list = new Selector.EmailList(OKTA);
		OpenCondition deny = new OpenCondition(Decision.DENY, List.of(leavers, list, FRANCE), List.of(), List.of());
		OpenCondition allow = new OpenCondition(Decision.ALLOW, List.of(JAPAN, leavers, list), List.of(list),
				List.of(leavers));

		Phrase said = AccessExplanation.of(List.of(deny, allow), SOMEBODY);

		assertThat(ids(said)).isEmpty();
		assertThat(said.toString()).doesNotContain("leavers");
		assertThat(texts(said)).containsExactly("not", "when.country", "only", "another", "only", "when.country",
				"another", "only", "another");
		assertThat(texts(AccessExplanation.of(List.of(allow, deny), Disclosure.ALL))).doesNotContain("another");
	}

	private static List<Policy> golden() throws IOException {
		try (InputStream golden = AccessExplanationTests.class
			.getResourceAsStream("/dev/postern/rules/policies.json")) {
			return PolicyCodec.read(new JsonMapper().readTree(Objects.requireNonNull(golden)));
		}
	}

	private static List<String> texts(Phrase phrase) {
		return all(phrase).filter(Phrase.Text.class::isInstance)
			.map((text) -> ((Phrase.Text) text).code().replace("rules.say.", ""))
			.toList();
	}

	private static Stream<Phrase> all(Phrase phrase) {
		return Stream.concat(Stream.of(phrase), switch (phrase) {
			case Phrase.Text(var _, var parts) -> parts.stream().flatMap(AccessExplanationTests::all);
			case Phrase.Listing(var _, var items) -> items.stream().flatMap(AccessExplanationTests::all);
			case Phrase.Value _, Phrase.CountryName _, Phrase.Id _ -> Stream.<Phrase>empty();
		});
	}

	private static List<Phrase> ids(Phrase phrase) {
		return all(phrase).filter(Phrase.Id.class::isInstance).toList();
	}

}

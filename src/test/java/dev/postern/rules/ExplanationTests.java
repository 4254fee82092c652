package dev.postern.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.Access.Condition;
import dev.postern.rules.Phrase.Joint;
import dev.postern.rules.Phrase.Thing;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

class ExplanationTests {

	private static final Selector JAPAN = new Selector.Country("JP");

	private static final Selector FRANCE = new Selector.Country("FR");

	private static final Told SOMEBODY = new Told(Identity.somebody());

	private static final Selector HER = new Selector.Email(EmailAddress.of("alice@example.com"));

	@Test
	void eachSelectorHasWordsOfItsOwnInEachForm() throws Exception {
		Properties texts = LinterTests.texts();
		List<Policy> golden = Policies.read(SelectorTests.golden());
		Set<String> codes = new HashSet<>();
		for (SelectorWords form : SelectorWords.values()) {
			for (Selector selector : golden.getFirst().include()) {
				assertThat(form.say(selector)).isInstanceOfSatisfying(Phrase.Text.class, (text) -> {
					codes.add(text.code());
					assertThat(texts).containsKey(text.code());
					for (int i = 0; i < text.parts().size(); i++) {
						assertThat(texts.getProperty(text.code())).as(text.code()).contains("{" + i + "}");
					}
					assertThat(texts.getProperty(text.code())).doesNotContain("{" + text.parts().size() + "}");
				});
			}
		}
		assertThat(codes).as("twice for each kind, GitHub and account members in two ways")
			.hasSize(2 * (SelectorKinds.ALL.size() + 2));
	}

	@Test
	void alternativesAndConditionsAreJoinedAsTheyCount() {
		Policy policy = policy(List.of(JAPAN, HER), List.of(JAPAN, FRANCE), List.of());

		assertThat(listings(Explanation.of(policy))).containsExactly(Joint.AND, Joint.AND_AT_ONCE);
		assertThat(listings(Explanation.of(policy(List.of(HER), List.of(JAPAN, HER), List.of()))))
			.containsExactly(Joint.AND);
	}

	@Test
	void everyTermHasWordsThatNameWhatTheyAreGiven() throws Exception {
		Properties texts = LinterTests.texts();
		Policy golden = Policies.read(SelectorTests.golden()).getFirst();

		List<Phrase> said = Stream.of(Explanation.of(golden), Explanation.whoGetsIn(List.of(golden)))
			.flatMap(ExplanationTests::all)
			.toList();

		assertThat(said).filteredOn((phrase) -> phrase instanceof Phrase.Text(var code, var _)
				&& (code.startsWith("rules.say.terms.") || List.of("rules.say.must", "rules.say.after").contains(code)))
			.hasSize(16)
			.allSatisfy((phrase) -> {
				Phrase.Text text = (Phrase.Text) phrase;
				assertThat(texts).containsKey(text.code());
				for (int i = 0; i < text.parts().size(); i++) {
					assertThat(texts.getProperty(text.code())).contains("{" + i + "}");
				}
			});
		assertThat(said).contains(new Phrase.Value("boss@example.com"),
				new Phrase.Id(Thing.EMAIL_LIST, "a20a4aab-672b-4bdb-bc33-a59f1130a11f"));
	}

	@Test
	void namesStandWhereIdsStood() {
		Selector group = new Selector.OktaGroup(UUID.fromString(Vocabulary.OKTA), "devs");
		Phrase phrase = Explanation.of(policy(List.of(group, HER), List.of(), List.of()));

		assertThat(ids(phrase)).containsExactly(new Phrase.Id(Thing.PROVIDER, Vocabulary.OKTA));
		Phrase named = phrase.named((id) -> Optional.of("Okta of " + id.thing()));
		assertThat(ids(named)).isEmpty();
		assertThat(named.toString()).contains("Okta of PROVIDER");
		assertThat(phrase.named((_) -> Optional.empty())).isEqualTo(phrase);
	}

	@Test
	void howOneComesIsToldAndNothingOfOthers() throws Exception {
		List<Selector> told = List.of(JAPAN, new Selector.IpRange("192.0.2.0/24"), new Selector.AuthMethod("mfa"),
				new Selector.LoginMethod(UUID.fromString(Vocabulary.OKTA)), new Selector.Certificate());
		for (Selector selector : Policies.read(SelectorTests.golden()).getFirst().include()) {
			boolean named = selector instanceof Selector.Everyone || selector instanceof Selector.DevicePosture
					|| told.stream().anyMatch((one) -> one.getClass() == selector.getClass());
			assertThat(SOMEBODY.wanted(selector)).as("%s", selector).isEqualTo(named);
			assertThat(SOMEBODY.unwanted(selector)).as("%s", selector)
				.isEqualTo(named && !(selector instanceof Selector.IpRange));
			assertThat(Told.ALL.wanted(selector) && Told.ALL.unwanted(selector)).isTrue();
		}
	}

	@Test
	void onesOwnGroupIsToldWhereItLetsOneInAndNotWhereItKeepsOneOut() {
		UUID okta = UUID.fromString(Vocabulary.OKTA);
		Told member = new Told(Identity.somebody().claiming(okta, Claims.ofGroups(Set.of("devs"))));

		assertThat(member.wanted(new Selector.OktaGroup(okta, "devs"))).isTrue();
		assertThat(member.unwanted(new Selector.OktaGroup(okta, "devs"))).isFalse();
		assertThat(member.wanted(new Selector.OktaGroup(okta, "leavers"))).isFalse();
	}

	@Test
	void whatIsNotNamedIsOneConditionMoreOnEachWay() {
		Selector leavers = new Selector.OktaGroup(UUID.fromString(Vocabulary.OKTA), "leavers");
		Selector list = new Selector.EmailList(UUID.fromString(Vocabulary.OKTA));
		Condition deny = new Condition(Decision.DENY, List.of(leavers, list, FRANCE), List.of(), List.of());
		Condition allow = new Condition(Decision.ALLOW, List.of(JAPAN, leavers, list), List.of(list), List.of(leavers));

		Phrase said = Explanation.of(List.of(deny, allow), SOMEBODY);

		assertThat(ids(said)).isEmpty();
		assertThat(said.toString()).doesNotContain("leavers");
		assertThat(texts(said)).containsExactly("not", "when.country", "only", "another", "only", "when.country",
				"another", "only", "another");
		assertThat(texts(Explanation.of(List.of(allow, deny), Told.ALL))).doesNotContain("another");
	}

	private static List<String> texts(Phrase phrase) {
		return all(phrase).filter(Phrase.Text.class::isInstance)
			.map((text) -> ((Phrase.Text) text).code().replace("rules.say.", ""))
			.toList();
	}

	private static Stream<Phrase> all(Phrase phrase) {
		return Stream.concat(Stream.of(phrase), switch (phrase) {
			case Phrase.Text(var _, var parts) -> parts.stream().flatMap(ExplanationTests::all);
			case Phrase.Listing(var _, var items) -> items.stream().flatMap(ExplanationTests::all);
			case Phrase.Value _, Phrase.CountryName _, Phrase.Id _ -> Stream.<Phrase>empty();
		});
	}

	private static List<Joint> listings(Phrase phrase) {
		return all(phrase).filter(Phrase.Listing.class::isInstance)
			.map((listing) -> ((Phrase.Listing) listing).joint())
			.toList();
	}

	private static List<Phrase> ids(Phrase phrase) {
		return all(phrase).filter(Phrase.Id.class::isInstance).toList();
	}

	private static Policy policy(List<Selector> include, List<Selector> require, List<Selector> exclude) {
		return new Policy("x", Decision.ALLOW, include, require, exclude, JsonNodeFactory.instance.objectNode());
	}

}

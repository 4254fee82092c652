package dev.postern.rules.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.Selector;
import dev.postern.rules.words.Phrase.Conjunction;
import dev.postern.rules.words.Phrase.ResourceKind;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyExplanationTests {

	private static final UUID OKTA = UUID.fromString("f174e90a-fafe-4643-bbbc-4a0ed4fc8415");

	private static final Selector JAPAN = new Selector.Country("JP");

	private static final Selector FRANCE = new Selector.Country("FR");

	private static final Selector HER = new Selector.Email(EmailAddress.of("alice@example.com"));

	@Test
	void eachSelectorHasWordsOfItsOwnInEachForm() throws Exception {
		Properties texts = texts();
		List<Policy> golden = golden();
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
		long kinds = golden.getFirst().include().stream().map(Selector::getClass).distinct().count();
		assertThat(codes).as("twice for each kind, GitHub and account members in two ways")
			.hasSize(2 * ((int) kinds + 2));
	}

	@Test
	void alternativesAndConditionsAreJoinedAsTheyCount() {
		Policy policy = policy(List.of(JAPAN, HER), List.of(JAPAN, FRANCE), List.of());

		assertThat(listings(PolicyExplanation.of(policy))).containsExactly(Conjunction.AND, Conjunction.AND_AT_ONCE);
		assertThat(listings(PolicyExplanation.of(policy(List.of(HER), List.of(JAPAN, HER), List.of()))))
			.containsExactly(Conjunction.AND);
	}

	@Test
	void everyTermHasWordsThatNameWhatTheyAreGiven() throws Exception {
		Properties texts = texts();
		Policy golden = golden().getFirst();

		List<Phrase> said = Stream.of(PolicyExplanation.of(golden), PolicyExplanation.whoGetsIn(List.of(golden)))
			.flatMap(PolicyExplanationTests::all)
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
				new Phrase.Id(ResourceKind.EMAIL_LIST, "a20a4aab-672b-4bdb-bc33-a59f1130a11f"));
	}

	@Test
	void namesStandWhereIdsStood() {
		Selector group = new Selector.OktaGroup(OKTA, "devs");
		Phrase phrase = PolicyExplanation.of(policy(List.of(group, HER), List.of(), List.of()));

		assertThat(ids(phrase)).containsExactly(new Phrase.Id(ResourceKind.PROVIDER, OKTA.toString()));
		Phrase named = phrase.named((id) -> Optional.of("Okta of " + id.kind()));
		assertThat(ids(named)).isEmpty();
		assertThat(named.toString()).contains("Okta of PROVIDER");
		assertThat(phrase.named((_) -> Optional.empty())).isEqualTo(phrase);
	}

	private static List<Policy> golden() throws IOException {
		try (InputStream golden = PolicyExplanationTests.class
			.getResourceAsStream("/dev/postern/rules/policies.json")) {
			return PolicyCodec.read(new JsonMapper().readTree(Objects.requireNonNull(golden)));
		}
	}

	private static Properties texts() throws IOException {
		Properties texts = new Properties();
		try (Reader reader = new InputStreamReader(
				Objects.requireNonNull(PolicyExplanationTests.class.getResourceAsStream("/messages.properties")),
				StandardCharsets.UTF_8)) {
			texts.load(reader);
		}
		return texts;
	}

	private static Stream<Phrase> all(Phrase phrase) {
		return Stream.concat(Stream.of(phrase), switch (phrase) {
			case Phrase.Text(var _, var parts) -> parts.stream().flatMap(PolicyExplanationTests::all);
			case Phrase.Listing(var _, var items) -> items.stream().flatMap(PolicyExplanationTests::all);
			case Phrase.Value _, Phrase.CountryName _, Phrase.Id _ -> Stream.<Phrase>empty();
		});
	}

	private static List<Conjunction> listings(Phrase phrase) {
		return all(phrase).filter(Phrase.Listing.class::isInstance)
			.map((listing) -> ((Phrase.Listing) listing).conjunction())
			.toList();
	}

	private static List<Phrase> ids(Phrase phrase) {
		return all(phrase).filter(Phrase.Id.class::isInstance).toList();
	}

	private static Policy policy(List<Selector> include, List<Selector> require, List<Selector> exclude) {
		return new Policy("x", Decision.ALLOW, include, require, exclude, JsonNodeFactory.instance.objectNode());
	}

}

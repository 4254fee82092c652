package dev.postern.servers.policies;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.Disclosure;
import dev.postern.rules.evaluation.EvaluationContext;
import dev.postern.rules.evaluation.Identity;
import dev.postern.rules.evaluation.PolicySet;
import dev.postern.rules.words.Phrase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class PolicyWordsTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String DOMAIN = "{'email_domain':{'domain':'example.ac.jp'}}";

	private static final String EVE = "{'email':{'email':'eve@example.ac.jp'}}";

	private static final String JAPAN = "{'geo':{'country_code':'JP'}}";

	private static final String FRANCE = "{'geo':{'country_code':'FR'}}";

	private static final String OFFICE = "{'ip':{'ip':'203.0.113.0/24'}}";

	private static final String EVERYONE = "{'everyone':{}}";

	private static final String OKTA = "{'next_year':{'name':'devs'}}";

	private final PolicyWords words = new PolicyWords(messages(), (id) -> Optional.empty());

	@Test
	void saysAPolicyAsASentence() {
		assertThat(this.words.of(policy("allow", DOMAIN, JAPAN, EVE))).isEqualTo(
				"Lets in everyone with an address at example.ac.jp, but only from Japan, except eve@example.ac.jp.");
	}

	/** A policy that decides about nobody is not spoken of. */
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					allow @gmail.com; deny mallory@gmail.com; allow ada@x.jp bob@x.jp   | everyone with an address at gmail.com and ada@x.jp and bob@x.jp
					deny mallory@gmail.com; allow @gmail.com                            | everyone with an address at gmail.com, but not mallory@gmail.com
					deny mallory@gmail.com; allow @corp.jp                              | everyone with an address at corp.jp
					deny mallory@gmail.com eve@corp.jp; allow @corp.jp                  | everyone with an address at corp.jp, but not eve@corp.jp
					allow @gmail.com; deny mallory@gmail.com; allow everyone            | everyone with an address at gmail.com and everyone who can log in
					deny @gmail.com; allow ada@gmail.com                                | ada@gmail.com, but not everyone with an address at gmail.com
					deny everyone; allow ada@x.jp                                       | ada@x.jp, but not everyone who can log in
					""")
	void saysOfDenialsOnlyWhatTheyDecide(String policies, String words) {
		List<Policy> all = Stream.of(policies.split("; "))
			.map((said) -> policy(said.replaceFirst(" .*", ""),
					Stream.of(said.split(" ")).skip(1).map(PolicyWordsTests::selector).collect(Collectors.joining(",")),
					"", ""))
			.toList();

		assertThat(this.words.allWhoGetIn(all)).isEqualTo(words);
	}

	private static String selector(String said) {
		if (said.equals("everyone")) {
			return EVERYONE;
		}
		return said.startsWith("@") ? "{'email_domain':{'domain':'%s'}}".formatted(said.substring(1))
				: "{'email':{'email':'%s'}}".formatted(said);
	}

	@Test
	void saysEveryDecisionAndSelector() {
		assertThat(this.words.of(policy("deny", EVE + "," + JAPAN + "," + OFFICE + "," + OKTA, "", "")))
			.isEqualTo("Keeps out eve@example.ac.jp, everyone from Japan, everyone at 203.0.113.0/24 "
					+ "and whoever meets Cloudflare’s rule “next_year”.");
		assertThat(this.words.of(policy("bypass", EVERYONE, DOMAIN + "," + OFFICE, "")))
			.isEqualTo("Lets in, without asking who they are, everyone who can log in, "
					+ "but only with an address at example.ac.jp and from 203.0.113.0/24.");
		assertThat(this.words.of(policy("non_identity", OKTA, EVE + "," + OKTA + "," + EVERYONE, ""))).isEqualTo(
				"Lets in, without a login, whoever meets Cloudflare’s rule “next_year”, but only with the address "
						+ "eve@example.ac.jp, where Cloudflare’s rule “next_year” holds and in any case.");
	}

	@Test
	void saysGroupsTokensAndWhatMustHoldAtOnce() {
		String provider = "f174e90a-fafe-4643-bbbc-4a0ed4fc8415";
		assertThat(this.words.of(policy("allow",
				"{'okta':{'name':'devs','identity_provider_id':'%s'}}".formatted(provider), JAPAN + "," + FRANCE, "")))
			.isEqualTo(
					"Lets in everyone in the Okta group devs (login through %s), but only from Japan and at the same time "
						.formatted(provider) + "from France.");
		assertThat(this.words.of(policy("non_identity", "{'any_valid_service_token':{}}", OFFICE,
				"{'user_risk_score':{'user_risk_score':['medium','high']}}")))
			.isEqualTo(
					"Lets in, without a login, every machine with a valid service token, but only from 203.0.113.0/24, "
							+ "except everyone whose risk is rated medium or high.");
		assertThat(this.words.of(PolicySet.of(List.of(policy("allow", DOMAIN, "", "")), EvaluationContext.of("ssh"))
			.evaluate(new Identity(EmailAddress.of("eve@example.ac.jp")))
			.reason())).isEqualTo("The policy “x” lets in everyone with an address at example.ac.jp.");
	}

	@Test
	void aListOfNothingIsNoReasonToFail() {
		assertThat(this.words.of(new Phrase.Listing(Phrase.Conjunction.AND, List.of()))).isEmpty();
	}

	@Test
	void saysInShortWhoGetsIn() {
		assertThat(this.words.whoGetsIn(List.of(policy("allow", DOMAIN, "", ""))))
			.isEqualTo("everyone with an address at example.ac.jp");
		assertThat(this.words.whoGetsIn(List.of(policy("deny", FRANCE, "", ""), policy("allow", EVERYONE, "", ""))))
			.isEqualTo("everyone who can log in, but not everyone from France");
		assertThat(this.words.whoGetsIn(List.of(policy("allow", EVERYONE, "", ""), policy("deny", FRANCE, "", ""))))
			.isEqualTo("everyone who can log in");
		assertThat(this.words.whoGetsIn(
				List.of(policy("allow", EVE + "," + DOMAIN + "," + OFFICE + "," + JAPAN + "," + FRANCE, "", ""))))
			.isEqualTo(
					"eve@example.ac.jp, everyone with an address at example.ac.jp, everyone at 203.0.113.0/24 and 2 more");
		assertThat(this.words.whoGetsIn(List.of(policy("allow", EVE, "", ""), policy("allow", DOMAIN, JAPAN, ""))))
			.isEqualTo("eve@example.ac.jp; and everyone with an address at example.ac.jp, but only from Japan");
		assertThat(this.words.whoGetsIn(List.of(policy("deny", EVERYONE, "", "")))).isEqualTo("nobody");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					allow [EVERYONE] [JAPAN] []                               | only from Japan
					allow [JAPAN,FRANCE,OFFICE] [] []                         | only from Japan, from France or from 203.0.113.0/24
					allow [DOMAIN] [] [JAPAN]                                 | not from Japan
					allow [DOMAIN] [OFFICE] [JAPAN,OKTA]                      | only from 203.0.113.0/24 and not from Japan or where Cloudflare’s rule “next_year” holds
					deny [JAPAN] [] [];allow [EVERYONE] [] []                 | not from Japan
					deny [EVERYONE] [] [JAPAN,FRANCE];allow [EVERYONE] [] []  | only from Japan or from France
					deny [JAPAN] [OKTA] [];allow [EVERYONE] [] []             | not from Japan or not where Cloudflare’s rule “next_year” holds
					allow [EVERYONE] [JAPAN] [];allow [EVE] [OFFICE] []       | only from Japan or only from 203.0.113.0/24
					""")
	void saysWhatStillHasToHold(String given, String expected) {
		List<Policy> policies = List.of(given.strip().split(";", -1)).stream().map(PolicyWordsTests::named).toList();

		Access access = PolicySet.of(policies, EvaluationContext.of("ssh"))
			.evaluate(new Identity(EmailAddress.of("eve@example.ac.jp")));

		assertThat(access).isInstanceOfSatisfying(Access.Depends.class,
				(depends) -> assertThat(this.words.of(depends, Disclosure.ALL)).isEqualTo(expected));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					allow | 'purpose_justification_required':true | Lets in eve@example.ac.jp, except everyone from France; they must give a reason. | eve@example.ac.jp, except everyone from France (after a reason)
					allow | 'purpose_justification_required':true,'approval_required':true,'approval_groups':[{'approvals_needed':1,'email_addresses':['boss@example.com','deputy@example.com']}] | Lets in eve@example.ac.jp, except everyone from France; they must give a reason and be approved by 1 of boss@example.com and deputy@example.com. | eve@example.ac.jp, except everyone from France (after a reason and an approval)
					allow | 'purpose_justification_required':true,'approval_required':true,'approval_groups':[{'approvals_needed':1,'email_addresses':['boss@example.com']},{'approvals_needed':2,'email_list_uuid':'f174e90a-fafe-4643-bbbc-4a0ed4fc8415'}] | Lets in eve@example.ac.jp, except everyone from France; they must give a reason, be approved by boss@example.com and be approved by 2 of the people on the e-mail list f174e90a-fafe-4643-bbbc-4a0ed4fc8415. | eve@example.ac.jp, except everyone from France (after a reason and an approval)
					allow | 'mfa_config':{'session_duration':'30m'},'isolation_required':true | Lets in eve@example.ac.jp, except everyone from France; they must prove who they are by a second factor and use an isolated browser. | eve@example.ac.jp, except everyone from France (after a second factor)
					allow | 'mfa_config':{'allowed_authenticators':['security_key','totp']} | Lets in eve@example.ac.jp, except everyone from France; they must prove who they are by a one-time code or a security key. | eve@example.ac.jp, except everyone from France (after a second factor)
					allow | 'mfa_config':{'mfa_disabled':true},'session_duration':'8h' | Lets in eve@example.ac.jp, except everyone from France. | eve@example.ac.jp, except everyone from France
					deny  | 'purpose_justification_required':true | Keeps out eve@example.ac.jp, except everyone from France. | nobody
					""")
	void saysWhatIsAskedOfThoseWhoAreLetIn(String decision, String terms, String sentence, String inShort) {
		Policy policy = PolicyCodec.read(JSON.readTree("[{'name':'x','decision':'%s','include':[%s],'exclude':[%s],%s}]"
			.formatted(decision, EVE, FRANCE, terms)
			.replace('\'', '"'))).getFirst();

		assertThat(this.words.of(policy)).isEqualTo(sentence);
		assertThat(this.words.whoGetsIn(List.of(policy))).isEqualTo(inShort);
	}

	@Test
	void saysThatSomebodyMustApproveWhereNobodyIsNamed() {
		Policy policy = PolicyCodec.readObserved(JSON.readTree("""
				[{"name": "x", "decision": "allow", "include": [{"everyone": {}}], "approval_required": true}]"""))
			.getFirst();

		assertThat(this.words.of(policy))
			.isEqualTo("Lets in everyone who can log in; they must be approved by somebody.");
	}

	@Test
	void everyCountryHasAName() {
		for (String code : Selector.Country.codes()) {
			assertThatCode(() -> assertThat(
					this.words.of(policy("allow", "{'geo':{'country_code':'%s'}}".formatted(code), "", "")))
				.doesNotContain(" " + code + ".")).doesNotThrowAnyException();
		}
	}

	@Test
	void whatIsNoCountryOfIsoHasANameToo() {
		assertThat(this.words.country("XK")).isEqualTo("Kosovo");
		assertThat(this.words.country("T1")).isEqualTo("Tor exit nodes");
		assertThat(this.words.country("JP")).isEqualTo("Japan");
	}

	private static Policy named(String text) {
		List<String> parts = List.of(text.split(" ", -1));
		return policy(parts.get(0), selectors(parts.get(1)), selectors(parts.get(2)), selectors(parts.get(3)));
	}

	private static String selectors(String names) {
		return names.substring(1, names.length() - 1)
			.replace("DOMAIN", DOMAIN)
			.replace("JAPAN", JAPAN)
			.replace("FRANCE", FRANCE)
			.replace("OFFICE", OFFICE)
			.replace("OKTA", OKTA)
			.replace("EVERYONE", EVERYONE)
			.replace("EVE", EVE);
	}

	private static Policy policy(String decision, String include, String require, String exclude) {
		return PolicyCodec
			.read(JSON.readTree("[{'name':'x','decision':'%s','include':[%s],'require':[%s],'exclude':[%s]}]"
				.formatted(decision, include, require, exclude)
				.replace('\'', '"')))
			.getFirst();
	}

	private static ResourceBundleMessageSource messages() {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasename("messages");
		messages.setDefaultEncoding("UTF-8");
		messages.setFallbackToSystemLocale(false);
		return messages;
	}

}

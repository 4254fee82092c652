package dev.postern.servers.policies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.directory.Directory;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.AccessExplanation;
import dev.postern.rules.evaluation.Disclosure;
import dev.postern.rules.words.Phrase;
import dev.postern.rules.words.Phrase.Conjunction;
import dev.postern.rules.words.Phrase.ResourceKind;
import dev.postern.rules.words.PolicyExplanation;
import dev.postern.servicetokens.TokenList;
import dev.postern.servicetokens.TokenStandings;
import dev.postern.ui.CountryNames;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Says policies in plain words; pages call it as {@code @policyWords}.
 */
@Component
public class PolicyWords {

	private static final int ALL = Integer.MAX_VALUE;

	private static final int A_FEW = 3;

	private final MessageSource messages;

	private final Function<Phrase.Id, Optional<String>> names;

	private final Supplier<Function<Phrase.Id, Optional<String>>> allNames;

	/** Who gets in by lists that somebody still has; each list is known by itself. */
	private final Cache<List<Policy>, Phrase> explained;

	@Autowired
	PolicyWords(MessageSource messages, Directory directory, TokenList tokenList, TokenStandings standings) {
		this(messages, (id) -> (id.kind() == ResourceKind.SERVICE_TOKEN)
				? tokenNames(messages, tokenList, standings).apply(id) : directory.name(id), () -> {
					Function<Phrase.Id, Optional<String>> groups = directory.names();
					Function<Phrase.Id, Optional<String>> tokens = tokenNames(messages, tokenList, standings);
					return (id) -> groups.apply(id).or(() -> tokens.apply(id));
				});
	}

	PolicyWords(MessageSource messages, Function<Phrase.Id, Optional<String>> names) {
		this(messages, names, () -> names);
	}

	private PolicyWords(MessageSource messages, Function<Phrase.Id, Optional<String>> names,
			Supplier<Function<Phrase.Id, Optional<String>>> allNames) {
		this(messages, names, allNames, Caffeine.newBuilder().weakKeys().build());
	}

	private PolicyWords(MessageSource messages, Function<Phrase.Id, Optional<String>> names,
			Supplier<Function<Phrase.Id, Optional<String>>> allNames, Cache<List<Policy>, Phrase> explained) {
		this.names = names;
		this.messages = messages;
		this.allNames = allNames;
		this.explained = explained;
	}

	/** The same words with all names read now and at once, for many policies. */
	public PolicyWords preloaded() {
		Function<Phrase.Id, Optional<String>> all = this.allNames.get();
		return new PolicyWords(this.messages, all, () -> all, this.explained);
	}

	/** Names of service tokens, with a word about those that let nobody in any more. */
	private static Function<Phrase.Id, Optional<String>> tokenNames(MessageSource messages, TokenList tokenList,
			TokenStandings standings) {
		Map<String, String> names = new HashMap<>();
		standings.ended()
			.forEach((id, token) -> names.put(id.toString(),
					messages.getMessage(
							"rules.say.ended-token.%s".formatted(token.why().name().toLowerCase(Locale.ROOT)),
							new Object[] { token.name() }, Locale.ENGLISH)));
		tokenList.rememberedChoices().forEach((token) -> names.put(token.tokenId().toString(), token.name()));
		return (id) -> (id.kind() == ResourceKind.SERVICE_TOKEN) ? Optional.ofNullable(names.get(id.id()))
				: Optional.empty();
	}

	/** One policy as a whole sentence. */
	public String of(Policy policy) {
		return say(PolicyExplanation.of(policy), ALL);
	}

	/** Who gets in, short enough for a row of a table. */
	public String whoGetsIn(List<Policy> policies) {
		return say(this.explained.get(policies, PolicyExplanation::whoGetsIn), A_FEW);
	}

	/** Who gets in, everybody named. */
	public String allWhoGetIn(List<Policy> policies) {
		return say(this.explained.get(policies, PolicyExplanation::whoGetsIn), ALL);
	}

	/**
	 * The same with names that were read before, for pages that ask while somebody types.
	 */
	public String allWhoGetIn(List<Policy> policies, PolicyChoices known) {
		return say(PolicyExplanation.whoGetsIn(policies).named(known::name), ALL);
	}

	/**
	 * What still has to hold for a person, for example <em>only from Japan</em>.
	 * @param disclosure how much of it the reader is told
	 */
	public String of(Access.Depends depends, Disclosure disclosure) {
		return say(AccessExplanation.of(depends, disclosure), ALL);
	}

	/** Any other words about policies, for example why somebody gets in. */
	public String of(Phrase phrase) {
		return say(phrase, ALL);
	}

	/** What a country is called, and what Cloudflare gives a code as if it were one. */
	public String country(String code) {
		return new CountryNames(this.messages).of(code);
	}

	/** All countries that policies can name: the code of each and its name, by name. */
	public Map<String, String> countries() {
		return new CountryNames(this.messages).choices(Selector.Country.codes());
	}

	private String say(Phrase phrase, int most) {
		return switch (phrase) {
			case Phrase.Value(var value) -> value;
			case Phrase.Id id -> this.names.apply(id).orElse(id.id());
			case Phrase.CountryName(var code) -> country(code);
			case Phrase.Text(var code, var parts) ->
				text(code, parts.stream().map((part) -> say(part, most)).toArray());
			case Phrase.Listing(var conjunction, var items) -> listing(conjunction, items, most);
		};
	}

	private String listing(Conjunction conjunction, List<Phrase> items, int most) {
		if (items.isEmpty()) {
			return "";
		}
		List<String> said = new ArrayList<>(items.stream().limit(most).map((item) -> say(item, most)).toList());
		String last = (items.size() > most) ? text("rules.say.more", items.size() - most) : said.removeLast();
		return text(switch (conjunction) {
			case AND -> "rules.say.and";
			case OR -> "rules.say.or";
			case AND_AT_ONCE -> "rules.say.and-at-once";
			case AND_APART -> "rules.say.and-apart";
		}, String.join((conjunction == Conjunction.AND_APART) ? "; " : ", ", said), last);
	}

	private String text(String code, Object... args) {
		return this.messages.getMessage(code, args, Locale.ENGLISH);
	}

}

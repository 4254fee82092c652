package dev.postern.servers.policies;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.postern.rules.words.Phrase.ResourceKind;
import dev.postern.servers.policies.PolicyChoices.Choice;
import dev.postern.servicetokens.TokenList;
import dev.postern.servicetokens.TokenStandings;

import org.springframework.stereotype.Component;

/** The service tokens by which machines can be let in. */
@Component
class ServiceTokenChoices implements ChoiceSource {

	private final TokenList tokenList;

	private final TokenStandings tokens;

	ServiceTokenChoices(TokenList tokenList, TokenStandings tokens) {
		this.tokenList = tokenList;
		this.tokens = tokens;
	}

	@Override
	public PolicyChoices choices() {
		List<Choice> usable = this.tokenList.rememberedChoices()
			.stream()
			.map((token) -> new Choice(token.tokenId().toString(), token.name(), token.ours()))
			.toList();
		Map<UUID, String> ended = this.tokens.ended()
			.entrySet()
			.stream()
			.collect(Collectors.toMap((token) -> token.getKey().value(), (token) -> token.getValue().name()));
		return new PolicyChoices(Map.of(ResourceKind.SERVICE_TOKEN, usable), Map.of(), Map.of(), Set.of(), ended);
	}

}

package dev.postern.servers.policies;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.postern.rules.words.Phrase.ResourceKind;
import dev.postern.servers.policies.Choices.Choice;
import dev.postern.servicetokens.MachineList;
import dev.postern.servicetokens.TokenStandings;

import org.springframework.stereotype.Component;

/** The service tokens by which machines can be let in. */
@Component
class MachineChoices implements ChoiceSource {

	private final MachineList machines;

	private final TokenStandings tokens;

	MachineChoices(MachineList machines, TokenStandings tokens) {
		this.machines = machines;
		this.tokens = tokens;
	}

	@Override
	public Choices choices() {
		List<Choice> usable = this.machines.rememberedChoices()
			.stream()
			.map((token) -> new Choice(token.token().toString(), token.name(), token.ours()))
			.toList();
		Map<UUID, String> ended = this.tokens.ended()
			.entrySet()
			.stream()
			.collect(Collectors.toMap((token) -> token.getKey().value(), Map.Entry::getValue));
		return new Choices(Map.of(ResourceKind.SERVICE_TOKEN, usable), Map.of(), Map.of(), Set.of(), ended);
	}

}

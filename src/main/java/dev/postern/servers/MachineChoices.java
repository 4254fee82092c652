package dev.postern.servers;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.machines.MachineList;
import dev.postern.machines.TokenStandings;
import dev.postern.rules.Phrase.Thing;
import dev.postern.servers.Choices.Choice;

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
		return new Choices(
				Map.of(Thing.SERVICE_TOKEN,
						this.machines.rememberedChoices()
							.stream()
							.map((token) -> new Choice(token.token().toString(), token.name(), token.ours()))
							.toList()),
				Map.of(), Map.of(), Set.of(),
				this.tokens.ended()
					.entrySet()
					.stream()
					.collect(Collectors.toMap((ended) -> ended.getKey().value(), Map.Entry::getValue)));
	}

}

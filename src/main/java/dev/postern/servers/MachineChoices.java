package dev.postern.servers;

import java.util.Map;
import java.util.Set;

import dev.postern.machines.MachineList;
import dev.postern.rules.Phrase.Thing;
import dev.postern.servers.Choices.Choice;

import org.springframework.stereotype.Component;

/** The service tokens by which machines can be let in. */
@Component
class MachineChoices implements ChoiceSource {

	private final MachineList machines;

	MachineChoices(MachineList machines) {
		this.machines = machines;
	}

	@Override
	public Choices choices() {
		return new Choices(Map.of(Thing.SERVICE_TOKEN,
				this.machines.rememberedChoices()
					.stream()
					.map((token) -> new Choice(token.token().toString(), token.name(), token.ours()))
					.toList()),
				Map.of(), Map.of(), Set.of());
	}

}

package dev.postern.servicetokens;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.ServiceTokenId;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What names service tokens, over all rooms that have policies. */
@Component
class MachineUses {

	private final ObjectProvider<TokenUses> rooms;

	private final NamedTokens named;

	MachineUses(ObjectProvider<TokenUses> rooms, NamedTokens named) {
		this.named = named;
		this.rooms = rooms;
	}

	Map<ServiceTokenId, List<TokenUse>> byToken() {
		return this.rooms.stream()
			.flatMap((room) -> room.byToken().entrySet().stream())
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue,
					(some, others) -> Stream.concat(some.stream(), others.stream()).toList()));
	}

	void refuseIfAny(Machine machine) {
		ServiceTokenId token = machine.token();
		List<TokenUse> found = (token != null) ? byToken().getOrDefault(token, List.of()) : List.of();
		if (!found.isEmpty() || (token != null && this.named.isUsed(token))) {
			throw new MachineInUse(machine.id(), found);
		}
	}

}

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
class TokenUseLookup {

	private final ObjectProvider<TokenUseSource> sources;

	private final TokenUseStore useStore;

	TokenUseLookup(ObjectProvider<TokenUseSource> rooms, TokenUseStore useStore) {
		this.useStore = useStore;
		this.sources = rooms;
	}

	Map<ServiceTokenId, List<TokenUse>> byToken() {
		return this.sources.stream()
			.flatMap((room) -> room.byToken().entrySet().stream())
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue,
					(some, others) -> Stream.concat(some.stream(), others.stream()).toList()));
	}

	void refuseIfUsed(ManagedToken managed) {
		ServiceTokenId token = managed.tokenId();
		List<TokenUse> found = (token != null) ? byToken().getOrDefault(token, List.of()) : List.of();
		if (!found.isEmpty() || (token != null && this.useStore.isUsed(token))) {
			throw new ServiceTokenInUse(managed.id(), found);
		}
	}

}

package dev.postern.servers;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.postern.kernel.ServiceTokenId;
import dev.postern.servers.references.TokenReferences;
import dev.postern.servicetokens.TokenUse;
import dev.postern.servicetokens.TokenUseSource;
import dev.postern.servicetokens.TokenUseStore;

import org.springframework.stereotype.Component;

/** Tells which servers name which service tokens, wherever in their policies. */
@Component
class ServerTokenUses implements TokenUseSource {

	private final Servers servers;

	private final TokenUseStore useStore;

	ServerTokenUses(Servers servers, TokenUseStore useStore) {
		this.servers = servers;
		this.useStore = useStore;
	}

	@Override
	public Map<ServiceTokenId, List<TokenUse>> byToken() {
		return this.servers.active(this.useStore.servers())
			.stream()
			.flatMap((server) -> TokenReferences.in(server.spec().policies())
				.stream()
				.map((token) -> Map.entry(token, use(server))))
			.collect(Collectors.groupingBy(Map.Entry::getKey,
					Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
	}

	private static TokenUse use(Server server) {
		ServerSpec spec = server.spec();
		return new TokenUse(spec.name(), spec.hostname().value(), spec.loginUser(), "/servers/" + server.id());
	}

}

package dev.postern.servers;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.ServiceTokenId;
import dev.postern.machines.TokenUse;
import dev.postern.machines.TokenUses;
import dev.postern.rules.Policies;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/** Tells which servers name which service tokens, wherever in their policies. */
@Component
class ServersNamingTokens implements TokenUses {

	private final Servers servers;

	ServersNamingTokens(Servers servers) {
		this.servers = servers;
	}

	@Override
	public Map<ServiceTokenId, List<TokenUse>> byToken() {
		return this.servers.all()
			.stream()
			.flatMap((server) -> tokens(server).map((token) -> Map.entry(token, use(server))))
			.collect(Collectors.groupingBy(Map.Entry::getKey,
					Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
	}

	private static Stream<ServiceTokenId> tokens(Server server) {
		return server.spec()
			.policies()
			.stream()
			.flatMap((policy) -> Stream.of(policy.include(), policy.require(), policy.exclude()))
			.flatMap(List::stream)
			.flatMap(ServersNamingTokens::token)
			.distinct();
	}

	private static Stream<ServiceTokenId> token(Selector selector) {
		return Stream.empty();
	}

	private static TokenUse use(Server server) {
		ServerSpec spec = server.spec();
		return new TokenUse(spec.name(), spec.hostname().value(), spec.loginUser(), "/servers/" + server.id());
	}

}

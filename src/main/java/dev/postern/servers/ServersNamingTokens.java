package dev.postern.servers;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.ServiceTokenId;
import dev.postern.machines.TokenUse;
import dev.postern.machines.TokenUses;
import dev.postern.rules.Selector;

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
		return switch (selector) {
			case Selector.ServiceToken(var id) -> Stream.of(new ServiceTokenId(id));
			case Selector.Other(var raw) -> token(raw.path("service_token").path("token_id").asString(""));
			default -> Stream.empty();
		};
	}

	/**
	 * A rule with fields that are new since this was written names its token all the
	 * same.
	 */
	private static Stream<ServiceTokenId> token(String id) {
		try {
			return id.isEmpty() ? Stream.empty() : Stream.of(ServiceTokenId.of(id));
		}
		catch (IllegalArgumentException ex) {
			return Stream.empty();
		}
	}

	private static TokenUse use(Server server) {
		ServerSpec spec = server.spec();
		return new TokenUse(spec.name(), spec.hostname().value(), spec.loginUser(), "/servers/" + server.id());
	}

}

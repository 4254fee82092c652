package dev.postern.servers.references;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.postern.kernel.ServiceTokenId;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;

/** Which service tokens policies name, wherever in them. */
public final class TokenReferences {

	private TokenReferences() {
	}

	public static Set<ServiceTokenId> in(List<Policy> policies) {
		Set<ServiceTokenId> tokens = new LinkedHashSet<>();
		policies.stream()
			.flatMap((policy) -> Stream.of(policy.include(), policy.require(), policy.exclude()))
			.flatMap(List::stream)
			.forEach((selector) -> of(selector).ifPresent(tokens::add));
		return tokens;
	}

	/**
	 * The service token that one condition names. A rule with fields that are new since
	 * this was written names its token all the same.
	 */
	static Optional<ServiceTokenId> of(Selector selector) {
		return switch (selector) {
			case Selector.ServiceToken(var id) -> Optional.of(new ServiceTokenId(id));
			case Selector.Other(var raw) -> token(raw.path("service_token").path("token_id").asString(""));
			default -> Optional.empty();
		};
	}

	private static Optional<ServiceTokenId> token(String id) {
		try {
			return id.isEmpty() ? Optional.empty() : Optional.of(ServiceTokenId.of(id));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}

package dev.postern.servers.references;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.postern.kernel.ServiceTokenId;
import dev.postern.rules.Policy;
import dev.postern.servers.checks.InputProblems;
import dev.postern.servicetokens.TokenStandings;
import dev.postern.servicetokens.TokenStandings.Standing;

import org.springframework.stereotype.Component;

/**
 * Sees to it that the service tokens that policies name exist, as far as the account can
 * be asked.
 */
@Component
public class TokenReferenceChecks {

	private final TokenStandings tokens;

	TokenReferenceChecks(TokenStandings tokens) {
		this.tokens = tokens;
	}

	public void check(List<Policy> policies, InputProblems problems) {
		Map<String, ServiceTokenId> named = PlacedSelector.named(policies, TokenReferences::of);
		Map<ServiceTokenId, Standing> standings = this.tokens.of(Set.copyOf(named.values()));
		named.forEach((path, token) -> {
			String field = path + ".service_token.token_id";
			switch (standings.getOrDefault(token, new Standing.Unknown())) {
				case Standing.Missing() -> problems.reject(field, token.toString(), "policies.token-unknown");
				case Standing.BeingDeleted(var name) ->
					problems.reject(field, token.toString(), "policies.token-being-deleted", name);
				case Standing.Usable(), Standing.Unknown() -> {
				}
			}
		});
	}

}

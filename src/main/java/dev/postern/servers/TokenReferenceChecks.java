package dev.postern.servers;

import java.util.List;
import java.util.Optional;

import dev.postern.kernel.ServiceTokenId;
import dev.postern.machines.TokenStandings;
import dev.postern.machines.TokenStandings.Standing;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;

import org.springframework.stereotype.Component;

/**
 * Sees to it that the service tokens that policies name exist, as far as the account can
 * be asked.
 */
@Component
class TokenReferenceChecks {

	private final TokenStandings tokens;

	TokenReferenceChecks(TokenStandings tokens) {
		this.tokens = tokens;
	}

	void check(List<Policy> policies, Findings findings) {
		for (int i = 0; i < policies.size(); i++) {
			Policy policy = policies.get(i);
			check(policy.include(), "policies[%d].include".formatted(i), findings);
			check(policy.require(), "policies[%d].require".formatted(i), findings);
			check(policy.exclude(), "policies[%d].exclude".formatted(i), findings);
		}
	}

	private void check(List<Selector> selectors, String path, Findings findings) {
		for (int i = 0; i < selectors.size(); i++) {
			Optional<ServiceTokenId> token = TokenReferences.of(selectors.get(i));
			if (token.isPresent()) {
				check(token.get(), "%s[%d].service_token.token_id".formatted(path, i), findings);
			}
		}
	}

	private void check(ServiceTokenId token, String field, Findings findings) {
		switch (this.tokens.of(token)) {
			case Standing.Nowhere() -> findings.found(field, token.toString(), "policies.token-unknown");
			case Standing.BeingDeleted(var name) ->
				findings.found(field, token.toString(), "policies.token-being-deleted", name);
			case Standing.Usable(), Standing.NotKnown() -> {
			}
		}
	}

}

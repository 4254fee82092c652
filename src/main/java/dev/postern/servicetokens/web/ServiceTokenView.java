package dev.postern.servicetokens.web;

import java.time.Instant;
import java.util.List;

import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.kernel.ServiceTokenId;
import dev.postern.servicetokens.ManagedToken;
import dev.postern.servicetokens.ManagedTokenId;
import dev.postern.servicetokens.TokenList.Entry;
import dev.postern.servicetokens.TokenList.Foreign;
import dev.postern.servicetokens.TokenState;
import dev.postern.servicetokens.TokenUse;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A service token as the API shows it; its secret is not part of it.
 *
 * @param id names it here; {@code null} for one that Postern did not make
 * @param tokenId names it in policies; {@code null} while it is not known to exist
 * @param state {@code null} for one that Postern did not make
 * @param enabled whether its secrets are accepted, as far as is known
 * @param duration as Go writes durations, for example {@code 2160h}
 * @param servers the names of the servers whose policies let it in
 */
@Schema(name = "ServiceToken")
record ServiceTokenView(@Nullable ManagedTokenId id, @Nullable ServiceTokenId tokenId, @Nullable String clientId,
		String name, @Nullable TokenState state, boolean enabled, @Nullable String duration,
		@Nullable Instant expiresAt, @Nullable Instant lastSeenAt, @Nullable String createdBy,
		@Nullable Instant createdAt, @Nullable Instant rotatedAt, @Nullable Instant previousSecretExpiresAt,
		List<String> servers) {

	static ServiceTokenView of(Entry entry) {
		ManagedToken managed = entry.managed();
		return new ServiceTokenView(managed.id(), managed.tokenId(), managed.clientId(), managed.name(), entry.state(),
				managed.enabled(), managed.duration(), managed.expiresAt(), managed.lastSeenAt(), managed.createdBy(),
				managed.createdAt(), managed.rotatedAt(), managed.previousValidUntil(), names(entry.uses()));
	}

	static ServiceTokenView of(Foreign foreign) {
		ServiceToken token = foreign.token();
		return new ServiceTokenView(null, token.id(), token.clientId(), token.name(), null, token.usable(), null,
				token.expiresAt(), token.lastSeenAt(), null, null, null, null, names(foreign.uses()));
	}

	private static List<String> names(List<TokenUse> uses) {
		return uses.stream().map(TokenUse::name).toList();
	}

}

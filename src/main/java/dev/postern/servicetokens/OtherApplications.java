package dev.postern.servicetokens;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.AccessApp;
import dev.postern.kernel.ServiceTokenId;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Service;

/**
 * The Access applications whose policies name a service token although nothing in Postern
 * does: those that others made, and those that are about to change.
 */
@Service
public class OtherApplications {

	private final Cloudflare cloudflare;

	OtherApplications(Cloudflare cloudflare) {
		this.cloudflare = cloudflare;
	}

	/** Their domains; empty when the account can't be asked now. */
	public Optional<List<String>> naming(ManagedToken managed, List<TokenUse> uses) {
		ServiceTokenId token = managed.tokenId();
		if (token == null) {
			return Optional.of(List.of());
		}
		Set<String> ours = uses.stream().map(TokenUse::hostname).collect(Collectors.toSet());
		try {
			return Optional.of(this.cloudflare.accessApps()
				.stream()
				.filter((app) -> names(app, token))
				.map((app) -> app.body().path("domain").asString(""))
				.filter((domain) -> !ours.contains(domain))
				.sorted()
				.toList());
		}
		catch (CloudflareException ex) {
			return Optional.empty();
		}
	}

	private static boolean names(AccessApp app, ServiceTokenId token) {
		return app.body()
			.path("policies")
			.valueStream()
			.flatMap((policy) -> policy.path("include").valueStream())
			.map((JsonNode rule) -> rule.path("service_token").path("token_id").asString(""))
			.anyMatch(token.toString()::equals);
	}

}

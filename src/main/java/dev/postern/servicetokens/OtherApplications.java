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
 * does: those that others made, and those that are about to change. They are those that
 * the credentials may see; there may be others.
 */
@Service
public class OtherApplications {

	private final Cloudflare cloudflare;

	OtherApplications(Cloudflare cloudflare) {
		this.cloudflare = cloudflare;
	}

	/** Their domains; empty when the account can't be asked now. */
	public Optional<Naming> naming(ManagedToken managed, List<TokenUse> uses) {
		ServiceTokenId token = managed.tokenId();
		if (token == null) {
			return Optional.of(new Naming(List.of(), List.of()));
		}
		Set<String> ours = uses.stream().map(TokenUse::hostname).collect(Collectors.toSet());
		try {
			List<AccessApp> others = this.cloudflare.accessApps()
				.stream()
				.filter((app) -> !ours.contains(domain(app)))
				.toList();
			return Optional.of(new Naming(
					others.stream().filter((app) -> names(app, token)).map(OtherApplications::domain).sorted().toList(),
					others.stream()
						.filter((app) -> !names(app, token) && !tellsItsRules(app))
						.map(OtherApplications::domain)
						.sorted()
						.toList()));
		}
		catch (CloudflareException ex) {
			return Optional.empty();
		}
	}

	private static String domain(AccessApp app) {
		return app.body().path("domain").asString("");
	}

	private static boolean names(AccessApp app, ServiceTokenId token) {
		return app.body()
			.path("policies")
			.valueStream()
			.flatMap((policy) -> policy.path("include").valueStream())
			.map((JsonNode rule) -> rule.path("service_token").path("token_id").asString(""))
			.anyMatch(token.toString()::equals);
	}

	/** In a list an application may lack its policies, or they their rules. */
	private static boolean tellsItsRules(AccessApp app) {
		return app.body().path("policies").isArray()
				&& app.body().path("policies").valueStream().allMatch((policy) -> policy.path("include").isArray());
	}

	/**
	 * What applications have to do with a service token, by their domains.
	 *
	 * @param certain those that name it
	 * @param possible those of which the list does not tell whom they let in
	 */
	public record Naming(List<String> certain, List<String> possible) {

		public Naming {
			certain = List.copyOf(certain);
			possible = List.copyOf(possible);
		}

	}

}

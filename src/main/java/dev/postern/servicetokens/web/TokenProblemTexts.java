package dev.postern.servicetokens.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.servicetokens.ManagedToken;
import dev.postern.servicetokens.TokenList.Entry;
import dev.postern.servicetokens.TokenState;
import dev.postern.servicetokens.TokenUse;
import dev.postern.ui.ProblemTexts;
import dev.postern.ui.ProblemView;

import org.springframework.stereotype.Component;

/** Says in three sentences what is the matter with a service token. */
@Component
class TokenProblemTexts {

	private final ProblemTexts texts;

	private final Clock clock;

	TokenProblemTexts(ProblemTexts texts, Clock clock) {
		this.texts = texts;
		this.clock = clock;
	}

	/** What is the matter; empty when nothing is. */
	Optional<ProblemView> problem(Entry entry) {
		if (entry.state() == TokenState.VALID) {
			return Optional.empty();
		}
		String state = entry.state().name().toLowerCase(Locale.ROOT);
		Object[] args = { entry.managed().name(), days(entry.managed()), servers(entry.uses()), entry.uses().size() };
		return Optional.of(this.texts.of("servicetokens.problem.%s".formatted(state), null, args));
	}

	/** Why the account can't be looked at. */
	ProblemView problem(CloudflareException thrown) {
		boolean forbidden = thrown instanceof CloudflareException.Unauthorized;
		return this.texts.of(forbidden ? "servicetokens.forbidden" : "servicetokens.unavailable", thrown.getMessage())
			.documentedAt(thrown.documentation().orElse(null));
	}

	/** The servers by name. */
	String servers(List<TokenUse> uses) {
		return uses.stream().map(TokenUse::name).collect(Collectors.joining(", "));
	}

	/** Days that are left of it, a day that has begun counted as none. */
	private long days(ManagedToken managed) {
		Instant end = managed.expiresAt();
		return (end != null) ? Math.max(0, Duration.between(this.clock.instant(), end).toDays()) : Long.MAX_VALUE;
	}

}

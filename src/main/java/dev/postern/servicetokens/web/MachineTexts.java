package dev.postern.servicetokens.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.servicetokens.Machine;
import dev.postern.servicetokens.MachineList.Known;
import dev.postern.servicetokens.MachineState;
import dev.postern.servicetokens.TokenUse;
import dev.postern.ui.ProblemTexts;
import dev.postern.ui.ProblemView;

import org.springframework.stereotype.Component;

/** Says in three sentences what is the matter with a service token. */
@Component
class MachineTexts {

	private final ProblemTexts texts;

	private final Clock clock;

	MachineTexts(ProblemTexts texts, Clock clock) {
		this.texts = texts;
		this.clock = clock;
	}

	/** What is the matter; empty when nothing is. */
	Optional<ProblemView> problem(Known known) {
		if (known.state() == MachineState.VALID) {
			return Optional.empty();
		}
		String state = known.state().name().toLowerCase(Locale.ROOT);
		Object[] args = { known.machine().name(), days(known.machine()), servers(known.uses()), known.uses().size() };
		return Optional.of(this.texts.of("servicetokens.problem.%s".formatted(state), null, args));
	}

	/** Why the account can't be looked at. */
	ProblemView problem(CloudflareException thrown) {
		boolean forbidden = thrown instanceof CloudflareException.Unauthorized;
		return this.texts.of(forbidden ? "servicetokens.forbidden" : "servicetokens.unavailable", thrown.getMessage());
	}

	/** The servers by name. */
	String servers(List<TokenUse> uses) {
		return uses.stream().map(TokenUse::name).collect(Collectors.joining(", "));
	}

	/** Days that are left of it, a day that has begun counted as none. */
	private long days(Machine machine) {
		Instant end = machine.expiresAt();
		return (end != null) ? Math.max(0, Duration.between(this.clock.instant(), end).toDays()) : Long.MAX_VALUE;
	}

}

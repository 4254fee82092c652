package dev.postern.machines.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.machines.Machine;
import dev.postern.machines.MachineList.Known;
import dev.postern.machines.MachineState;
import dev.postern.machines.TokenUse;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Says in three sentences what is the matter with a service token. */
@Component
class MachineTexts {

	private final MessageSource messages;

	private final Clock clock;

	MachineTexts(MessageSource messages, Clock clock) {
		this.messages = messages;
		this.clock = clock;
	}

	/** What is the matter; empty when nothing is. */
	Optional<Problem> problem(Known known) {
		if (known.state() == MachineState.VALID) {
			return Optional.empty();
		}
		String state = known.state().name().toLowerCase(Locale.ROOT);
		Object[] args = { known.machine().name(), days(known.machine()), servers(known.uses()), known.uses().size() };
		return Optional.of(new Problem(text("machines.problem.%s.what".formatted(state), args),
				text("machines.problem.%s.means".formatted(state), args),
				text("machines.problem.%s.todo".formatted(state), args), null));
	}

	/** Why the account can't be looked at. */
	Problem problem(CloudflareException thrown) {
		String kind = (thrown instanceof CloudflareException.Unauthorized) ? "forbidden" : "unavailable";
		return new Problem(text("machines.%s.what".formatted(kind)), text("machines.%s.means".formatted(kind)),
				text("machines.%s.todo".formatted(kind)), thrown.getMessage());
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

	private String text(String code, Object... args) {
		return this.messages.getMessage(code, args, Locale.ENGLISH);
	}

}

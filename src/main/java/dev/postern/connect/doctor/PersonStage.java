package dev.postern.connect.doctor;

import java.util.Optional;

import dev.postern.connect.reachability.CallerReach;
import dev.postern.connect.reachability.Reach;
import dev.postern.connect.reachability.Reachability;
import dev.postern.kernel.EmailAddress;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.Disclosure;
import dev.postern.servers.Server;
import dev.postern.servers.policies.PolicyWords;

import org.springframework.stereotype.Component;

/** Says whether the policies of a server let a person in, and from where. */
@Component
class PersonStage {

	private final Reachability reachability;

	private final PolicyWords words;

	PersonStage(Reachability reachability, PolicyWords words) {
		this.reachability = reachability;
		this.words = words;
	}

	StageFinding judge(Server server, Traveller traveller) {
		if (server.awaitsAccess()) {
			return StageFinding.notKnown("awaits");
		}
		return switch (traveller) {
			case Traveller.Nobody _ -> StageFinding.notKnown("nobody");
			case Traveller.Myself myself -> myself(server, myself);
			case Traveller.Somebody somebody -> this.reachability.ofPerson(somebody.email(), somebody.whatIf())
				.servers()
				.stream()
				.filter((reach) -> reach.server().id().equals(server.id()))
				.map(Reach::access)
				.findFirst()
				.map((access) -> finding(somebody.email(), access, Disclosure.ALL))
				.orElseGet(() -> StageFinding.notKnown("nobody"));
		};
	}

	private StageFinding myself(Server server, Traveller.Myself myself) {
		Optional<CallerReach> mine = this.reachability.ofCaller(myself.person())
			.stream()
			.filter((reach) -> reach.server().id().equals(server.id()))
			.findFirst();
		return mine.map((reach) -> finding(myself.person().email(), reach.access(), new Disclosure(reach.caller())))
			.orElseGet(() -> StageFinding.notKnown("nobody"));
	}

	private StageFinding finding(EmailAddress person, Access access, Disclosure disclosure) {
		return switch (access) {
			case Access.Allowed _ -> StageFinding.ok("ok", person);
			case Access.Depends depends ->
				StageFinding.notKnown("depends", person, this.words.preloaded().of(depends, disclosure));
			case Access.Denied denied -> (disclosure.reader() == null)
					? StageFinding.failed("denied", person, this.words.preloaded().of(denied.reason()))
					: StageFinding.failed("denied", person, "");
		};
	}

}

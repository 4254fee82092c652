package dev.postern.connect.doctor.web;

import java.util.Map;

import dev.postern.connect.MyServer;
import dev.postern.connect.MyServers;
import dev.postern.connect.doctor.Diagnosis;
import dev.postern.connect.doctor.Doctor;
import dev.postern.connect.doctor.Traveller;
import dev.postern.connect.outbound.ProbeLimits;
import dev.postern.connect.outbound.TooManyProbes;
import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.identity.traces.Traces;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Has the doctor look at a server for somebody: at one that is theirs to see (I13), as
 * often as they may, and not without a note in the audit.
 */
@Component
class DoctorVisits {

	private final Servers servers;

	private final MyServers mine;

	private final Doctor doctor;

	private final ProbeLimits limits;

	private final Traces traces;

	DoctorVisits(Servers servers, MyServers mine, Doctor doctor, @Qualifier("doctorLimits") ProbeLimits limits,
			Traces traces) {
		this.servers = servers;
		this.mine = mine;
		this.doctor = doctor;
		this.limits = limits;
		this.traces = traces;
	}

	/**
	 * A server that somebody may have looked at.
	 * @throws ServerNotFound for all others, whether there are any or not
	 */
	Server server(ServerId id, Person caller) {
		boolean visible = caller.has(Role.ADMIN)
				|| this.mine.of(caller).stream().map(MyServer::id).anyMatch(id::equals);
		return this.servers.find(id).filter((server) -> visible).orElseThrow(() -> new ServerNotFound(id));
	}

	/**
	 * Looks now.
	 * @throws TooManyProbes when that was done too often
	 */
	Diagnosis look(Server server, Traveller traveller, Person caller, HttpServletResponse response) {
		this.limits.take(caller.id(), response);
		String person = traveller.name();
		this.traces.record(caller.actor(), "server.examined",
				new Subject("server", server.id().toString(), server.spec().name()),
				(person != null) ? Map.of("person", person) : null);
		return this.doctor.examine(server, traveller);
	}

}

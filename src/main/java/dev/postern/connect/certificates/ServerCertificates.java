package dev.postern.connect.certificates;

import java.util.Optional;

import dev.postern.connect.reachability.Reachability;
import dev.postern.connect.reachability.ServerReach;
import dev.postern.connect.reachability.WhatIf;
import dev.postern.kernel.InvalidInput;
import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Puts together what there is to say of short-lived certificates for a server. */
@Service
public class ServerCertificates {

	private final Certificates certificates;

	private final Reachability reachability;

	ServerCertificates(Certificates certificates, Reachability reachability) {
		this.certificates = certificates;
		this.reachability = reachability;
	}

	/**
	 * How it stands now.
	 * @param people who may log in, as somebody typed them; {@code null} for those known
	 * whom the policies let in
	 * @throws InvalidInput naming those who cannot be taken
	 */
	public Overview of(Server server, @Nullable String people) {
		Principals given = (people != null) ? Principals.read(people) : null;
		ServerReach reach = this.reachability.ofServer(server.id(), Optional.empty(), WhatIf.NOTHING);
		Principals principals = (given != null) ? given : Principals.of(NameRisks.people(reach));
		Standing standing = this.certificates.of(server.id());
		return new Overview(server, standing, principals, NameRisks.of(reach),
				standing.stands() ? steps(server, standing, principals) : null);
	}

	private static ServerSteps steps(Server server, Standing standing, Principals principals) {
		ServerAuthority authority = standing.authority();
		if (authority == null) {
			throw new IllegalStateException("an authority that stands is known");
		}
		return new ServerSteps(server.id(), server.spec().loginUser(), authority.publicKey(), principals);
	}

	/**
	 * What there is to say of a server.
	 *
	 * @param people who may log in by certificate
	 * @param steps {@code null} as long as there is no authority to trust
	 */
	public record Overview(Server server, Standing standing, Principals people, NameRisks risks,
			@Nullable ServerSteps steps) {
	}

}

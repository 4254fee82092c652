package dev.postern.connect.certificates.web;

import java.time.Instant;
import java.util.List;

import dev.postern.connect.certificates.CertificateState;
import dev.postern.connect.certificates.NameRisks;
import dev.postern.connect.certificates.ServerAuthority;
import dev.postern.connect.certificates.ServerCertificates.Overview;
import dev.postern.kernel.EmailAddress;
import dev.postern.servers.hostkeys.HostKey;
import org.jspecify.annotations.Nullable;

/**
 * What programs are told of short-lived certificates for a server.
 *
 * @param authority {@code null} where none is known
 * @param people whom the script lets log in, by the names in their certificates
 * @param sharedNames the names that several of those who get in share
 * @param domains the mail domains at which people get in
 * @param anyDomain whether somebody at any domain gets in, or may
 */
record CertificatesAnswer(CertificateState state, @Nullable AuthorityAnswer authority, String loginUser,
		List<String> people, List<SharedName> sharedNames, List<String> domains, boolean anyDomain) {

	CertificatesAnswer {
		people = List.copyOf(people);
		sharedNames = List.copyOf(sharedNames);
		domains = List.copyOf(domains);
	}

	static CertificatesAnswer of(Overview overview) {
		ServerAuthority authority = overview.standing().authority();
		NameRisks risks = overview.risks();
		return new CertificatesAnswer(overview.standing().state(),
				(authority != null) ? AuthorityAnswer.of(authority) : null, overview.server().spec().loginUser(),
				List.copyOf(overview.people().names()),
				risks.shared().entrySet().stream().map((one) -> new SharedName(one.getKey(), one.getValue())).toList(),
				List.copyOf(risks.domains()), risks.anybody());
	}

	/**
	 * An authority.
	 *
	 * @param publicKey the line that a server trusts; {@code null} while no answer came
	 * @param found whether it was there before Postern asked for one
	 */
	record AuthorityAnswer(String application, String aud, @Nullable String publicKey, @Nullable String fingerprint,
			boolean found, Instant at, String by) {

		static AuthorityAnswer of(ServerAuthority authority) {
			HostKey key = authority.key();
			return new AuthorityAnswer(authority.application().toString(), authority.aud(),
					(key != null) ? key.stored() : null, (key != null) ? key.fingerprint() : null, authority.found(),
					authority.at(), authority.by());
		}

	}

	/** A name in certificates that does not tell people from each other. */
	record SharedName(String name, List<EmailAddress> people) {

		SharedName {
			people = List.copyOf(people);
		}

	}

}

package dev.postern.connect.certificates;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.SshAuthority;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.stored.MalformedValue;
import dev.postern.reconcile.ReconcileProperties;
import dev.postern.servers.AccessApplications;
import dev.postern.servers.Server;
import dev.postern.servers.ServerRetired;
import dev.postern.servers.hostkeys.HostKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * The authorities of servers for short-lived certificates: looked up, made where there is
 * none, and removed. What is asked of Cloudflare is noted before; a lost answer is looked
 * up and never repeated blindly (I4).
 */
@Service
public class Certificates {

	private static final Logger log = LoggerFactory.getLogger(Certificates.class);

	private static final String TEXTS = "connect.certificates.error.";

	private final AuthorityStore store;

	private final AccessApplications applications;

	private final Cloudflare cloudflare;

	private final ReconcileProperties reconcile;

	Certificates(AuthorityStore store, AccessApplications applications, Cloudflare cloudflare,
			ReconcileProperties reconcile) {
		this.store = store;
		this.applications = applications;
		this.cloudflare = cloudflare;
		this.reconcile = reconcile;
	}

	/** How it stands with a server, as Postern knows it. Asks Cloudflare nothing. */
	public Standing of(ServerId server) {
		Optional<ServerAuthority> kept = this.store.all().get(server);
		if (kept == null) {
			return new Standing(CertificateState.NONE, null);
		}
		return standing(kept, this.applications.current().get(server));
	}

	/**
	 * The authorities that sign for the applications of today, of all servers.
	 * @param current the application of each server, as {@link AccessApplications} tells
	 */
	public Map<ServerId, ServerAuthority> standing(Map<ServerId, String> current) {
		Map<ServerId, ServerAuthority> standing = new HashMap<>();
		this.store.all().forEach((server, kept) -> {
			Standing now = standing(kept, current.get(server));
			if (now.stands()) {
				kept.ifPresent((authority) -> standing.put(server, authority));
			}
		});
		return standing;
	}

	private static Standing standing(Optional<ServerAuthority> kept, @Nullable String application) {
		if (kept.isEmpty()) {
			return new Standing(CertificateState.UNREADABLE, null);
		}
		ServerAuthority authority = kept.get();
		CertificateState state = authority.removing() ? CertificateState.REMOVING
				: !authority.application().toString().equals(application) ? CertificateState.STALE
						: (authority.key() == null) ? CertificateState.ASKED : CertificateState.STANDS;
		return new Standing(state, authority);
	}

	/**
	 * Has the server's application have an authority, and reads it: the one that is
	 * there, or a new one. Where no answer comes the state is {@code ASKED} afterwards,
	 * and doing the same again looks first. After a removal without an answer it only
	 * looks: what is there is kept, and nothing is made anew.
	 * @throws InvalidInput when the server cannot have one now; nothing was done
	 * @throws ServerRetired when it is being removed
	 * @throws CloudflareException when Cloudflare refused, or cannot be asked
	 */
	public Standing provide(Server server, Actor actor) {
		AccessAppId application = requireApplication(server);
		Standing before = of(server.id());
		Optional<SshAuthority> there = look(application, before);
		if (there.isPresent()) {
			return kept(server, application, there.get(), !isClaimed(server, application), actor);
		}
		if (before.state() == CertificateState.REMOVING) {
			return removed(server, application, actor);
		}
		return this.store.claim(server, application, before.authority(), actor)
			.map((claimed) -> asked(server, application, claimed, actor))
			.orElseGet(() -> of(server.id()));
	}

	private Standing asked(Server server, AccessAppId application, Instant claimed, Actor actor) {
		try {
			return kept(server, application, this.cloudflare.createSshAuthority(application), false, actor);
		}
		catch (CloudflareException.Unavailable ex) {
			log.warn("No answer to the request for a certificate authority server={} said={}", server.id(),
					ex.getMessage());
			return lookedUp(server, application, actor);
		}
		catch (CloudflareException.Rejected ex) {
			Optional<SshAuthority> other = look(application, of(server.id()));
			if (other.isEmpty()) {
				this.store.refused(server, claimed, actor);
				throw ex;
			}
			return kept(server, application, other.get(), true, actor);
		}
		catch (CloudflareException ex) {
			this.store.refused(server, claimed, actor);
			throw ex;
		}
	}

	private Standing removed(Server server, AccessAppId application, Actor actor) {
		if (isGone(application)) {
			this.store.removed(server, actor);
		}
		return of(server.id());
	}

	/**
	 * Removes the authority: no certificate is signed for the server from then on, and
	 * those that were last for minutes.
	 * @return whether it is known to be gone
	 * @throws InvalidInput when there is none, or nothing may be removed
	 * @throws CloudflareException when Cloudflare refused; it is still there
	 */
	public boolean remove(Server server, Actor actor) {
		if (this.reconcile.observesOnly()) {
			throw InvalidInput.of("mode", "OBSERVE", TEXTS + "observe");
		}
		Standing now = of(server.id());
		if (now.state() == CertificateState.NONE) {
			throw InvalidInput.of("authority", "", TEXTS + "no-authority");
		}
		Optional<AccessAppId> application = Optional.ofNullable(now.authority())
			.map(ServerAuthority::application)
			.or(() -> Optional.ofNullable(this.applications.current().get(server.id())).map(AccessAppId::of));
		if (application.isEmpty()) {
			this.store.letGo(server, actor);
			return true;
		}
		this.store.removalAsked(server, actor);
		if (!isRemoved(server, application.get(), actor)) {
			return false;
		}
		this.store.removed(server, actor);
		return true;
	}

	private boolean isRemoved(Server server, AccessAppId application, Actor actor) {
		try {
			this.cloudflare.deleteSshAuthority(application);
			return true;
		}
		catch (CloudflareException.Missing ex) {
			return true;
		}
		catch (CloudflareException.Unavailable ex) {
			log.warn("No answer to the removal of a certificate authority server={} said={}", server.id(),
					ex.getMessage());
			return isGone(application);
		}
		catch (CloudflareException ex) {
			this.store.removalRefused(server, actor);
			throw ex;
		}
	}

	/** Only a real 404 means that it is gone (I3). */
	private boolean isGone(AccessAppId application) {
		try {
			this.cloudflare.sshAuthority(application);
			return false;
		}
		catch (CloudflareException.Missing ex) {
			return true;
		}
		catch (CloudflareException ex) {
			return false;
		}
	}

	/**
	 * The one that there is. Where none is known and Cloudflare tells none in whatever
	 * way, asking for one makes no twin, since an application has one at most; one that
	 * is known is gone only where Cloudflare says that it is (I3).
	 */
	private Optional<SshAuthority> look(AccessAppId application, Standing known) {
		try {
			Optional<SshAuthority> there = this.cloudflare.sshAuthority(application);
			if (there.isEmpty() && known.stands()) {
				throw CloudflareException.Unavailable
					.permanent("Cloudflare answered without the certificate authority that it had");
			}
			return there;
		}
		catch (CloudflareException.Missing ex) {
			return Optional.empty();
		}
	}

	private Standing lookedUp(Server server, AccessAppId application, Actor actor) {
		try {
			Optional<SshAuthority> made = look(application, of(server.id()));
			if (made.isPresent()) {
				return kept(server, application, made.get(), false, actor);
			}
		}
		catch (CloudflareException ex) {
			log.warn("A certificate authority could not be looked up either server={} said={}", server.id(),
					ex.getMessage());
		}
		return of(server.id());
	}

	private Standing kept(Server server, AccessAppId application, SshAuthority there, boolean found, Actor actor) {
		this.store.keep(server, application, there.aud(), key(there), found, actor);
		return of(server.id());
	}

	/** A key that ssh should not take is no answer. */
	private static HostKey key(SshAuthority authority) {
		try {
			return HostKey.ofPublicKey(authority.publicKey());
		}
		catch (MalformedValue ex) {
			throw CloudflareException.Unavailable
				.permanent("Cloudflare's certificate authority has no public key that ssh takes: " + ex.getMessage());
		}
	}

	private boolean isClaimed(Server server, AccessAppId application) {
		ServerAuthority kept = of(server.id()).authority();
		return kept != null && kept.key() == null && kept.application().equals(application);
	}

	private AccessAppId requireApplication(Server server) {
		if (server.retired()) {
			throw new ServerRetired(server);
		}
		if (this.reconcile.observesOnly()) {
			throw InvalidInput.of("mode", "OBSERVE", TEXTS + "observe");
		}
		if (server.phase() != Phase.READY) {
			throw InvalidInput.of("phase", server.phase().name(),
					TEXTS + ((server.phase() == Phase.HELD) ? "held" : "not-ready"));
		}
		String application = this.applications.current().get(server.id());
		if (application == null) {
			throw InvalidInput.of("application", "", TEXTS + "no-application");
		}
		return AccessAppId.of(application);
	}

}

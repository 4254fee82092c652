package dev.postern.servicetokens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareServiceTokens;
import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.cloudflare.model.ServiceTokenWithSecret;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServiceTokenId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * Makes, rotates, extends and deletes service tokens. What is asked of Cloudflare is
 * noted before; a lost answer is looked up and never repeated (I4). A secret goes from
 * Cloudflare's answer to whoever asked for it and nowhere else (I9).
 */
@Service
public class Machines {

	private static final Logger log = LoggerFactory.getLogger(Machines.class);

	private final TokenStore register;

	private final CloudflareServiceTokens tokens;

	private final AccountTokens account;

	private final MachineUses uses;

	private final Clock clock;

	Machines(TokenStore register, CloudflareServiceTokens tokens, AccountTokens account, MachineUses uses, Clock clock) {
		this.register = register;
		this.tokens = tokens;
		this.account = account;
		this.uses = uses;
		this.clock = clock;
	}

	public Optional<Machine> find(MachineId id) {
		return this.register.find(id);
	}

	/**
	 * One that Postern made.
	 * @throws MachineNotFound when there is none
	 */
	public Machine get(MachineId id) {
		return find(id).orElseThrow(() -> new MachineNotFound(id));
	}

	/**
	 * Makes a service token.
	 * @param lifetime whole hours
	 * @throws InvalidInput with what is wrong; nothing was made
	 * @throws CloudflareException when Cloudflare refused; nothing was made
	 */
	public Told create(String name, Duration lifetime, Actor actor) {
		Machine claim = this.register.claim(MachineChecks.name(name), MachineChecks.lifetime(lifetime), actor);
		try {
			ServiceTokenWithSecret made = this.tokens.create(claim.remoteName(), claim.duration());
			this.account.forget();
			return new Told.Once(this.register.created(claim.id(), made.token(), actor), made.secret());
		}
		catch (CloudflareException.Unavailable ex) {
			log.warn("No answer to the request for a service token name={} said={}", claim.name(), ex.getMessage());
			return new Told.Never(lookedUp(claim, actor));
		}
		catch (CloudflareException ex) {
			this.register.dropped(claim.id(), "not_created", actor);
			throw ex;
		}
	}

	/**
	 * Makes another secret.
	 * @param version the version that the actor has seen; {@code null} for any
	 * @param previousUntil how long the secret of today goes on to work; {@code null}
	 * ends it at once
	 * @throws MachineBusy when somebody else was quicker
	 * @throws CloudflareException when Cloudflare refused; the secret is what it was
	 */
	public Told rotate(MachineId id, @Nullable Integer version, @Nullable Instant previousUntil, Actor actor) {
		ServiceTokenId token = existing(get(id));
		Instant until = MachineChecks.grace(previousUntil, this.clock.instant());
		Machine asked = this.register.rotationAsked(id, version, actor);
		try {
			ServiceTokenWithSecret made = this.tokens.rotate(token, until);
			this.account.forget();
			return new Told.Once(this.register.rotated(id, made.token(), until, actor), made.secret());
		}
		catch (CloudflareException.Unavailable ex) {
			log.warn("No answer to the rotation of a service token name={} said={}", asked.name(), ex.getMessage());
			return new Told.Never(asked);
		}
		catch (CloudflareException ex) {
			this.register.rotationRefused(id, actor);
			this.account.forget();
			throw ex;
		}
	}

	/**
	 * Lets a service token last for its lifetime again, from now on; its secret stays.
	 * @throws CloudflareException when it is not known to be done
	 */
	public Machine extend(MachineId id, Actor actor) {
		Machine machine = get(id);
		ServiceToken token = extended(existing(machine), machine);
		this.account.forget();
		return this.register.extended(id, token, actor);
	}

	/** Without an answer its end tells whether it was done. */
	private ServiceToken extended(ServiceTokenId token, Machine before) {
		try {
			return this.tokens.refresh(token);
		}
		catch (CloudflareException.Unavailable ex) {
			ServiceToken now = this.tokens.get(token);
			Instant end = now.expiresAt();
			if (end == null || before.expiresAt() == null || !end.isAfter(before.expiresAt())) {
				throw ex;
			}
			return now;
		}
	}

	/**
	 * Deletes a service token.
	 * @return whether it is known to be gone
	 * @throws MachineInUse when a policy names it
	 * @throws CloudflareException when Cloudflare refused; it is still there
	 */
	public boolean remove(MachineId id, Actor actor) {
		Machine machine = get(id);
		this.uses.refuseIfAny(machine);
		if (machine.token() == null) {
			this.account.now();
			machine = this.register.find(id).orElse(null);
		}
		if (machine == null) {
			return true;
		}
		ServiceTokenId token = existing(machine);
		this.register.removalAsked(id, actor);
		this.account.forget();
		if (!deleted(id, token, actor)) {
			return false;
		}
		this.register.dropped(id, "deleted", actor);
		return true;
	}

	private boolean deleted(MachineId id, ServiceTokenId token, Actor actor) {
		try {
			this.tokens.delete(token);
			return true;
		}
		catch (CloudflareException.Missing ex) {
			return true;
		}
		catch (CloudflareException.Unavailable ex) {
			log.warn("No answer to the deletion of a service token id={} said={}", id, ex.getMessage());
			return isGone(token);
		}
		catch (CloudflareException ex) {
			this.register.removalRefused(id, actor);
			throw ex;
		}
	}

	private boolean isGone(ServiceTokenId token) {
		try {
			this.tokens.get(token);
			return false;
		}
		catch (CloudflareException.Missing ex) {
			return true;
		}
		catch (CloudflareException ex) {
			return false;
		}
	}

	private Machine lookedUp(Machine claim, Actor actor) {
		try {
			Optional<ServiceToken> made = Settlement.marked(claim, this.tokens.all());
			this.account.forget();
			return made.map((token) -> this.register.found(claim.id(), token, actor)).orElse(claim);
		}
		catch (CloudflareException ex) {
			return claim;
		}
	}

	/** Only what is known to exist can be changed. */
	private static ServiceTokenId existing(Machine machine) {
		ServiceTokenId token = machine.token();
		if (token == null) {
			throw new MachineBusy(machine.id());
		}
		return token;
	}

}

package dev.postern.servicetokens;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareServiceTokens;
import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.kernel.Actor;
import dev.postern.kernel.ServiceTokenId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * Disables service tokens and enables them again. While one is disabled Cloudflare
 * accepts none of its secrets at a login, also not one in its grace; they stay, and so
 * does its end. What is asked is noted before, and a lost answer is looked up and never
 * repeated (I4).
 */
@Service
public class TokenSwitch {

	private static final Logger log = LoggerFactory.getLogger(TokenSwitch.class);

	private final TokenStore store;

	private final CloudflareServiceTokens tokens;

	private final AccountTokens account;

	TokenSwitch(TokenStore store, CloudflareServiceTokens tokens, AccountTokens account) {
		this.store = store;
		this.tokens = tokens;
		this.account = account;
	}

	/**
	 * Lets the secrets of a service token work again.
	 * @return how it is known to be; {@link TokenState#SWITCHING} when no answer came
	 * @throws ServiceTokenNotFound when Postern made no such token
	 * @throws ServiceTokenBusy when something else is done with it
	 * @throws CloudflareException when Cloudflare refused; nothing was changed
	 */
	public ManagedToken enable(ManagedTokenId id, Actor actor) {
		return turn(id, Wanted.ENABLED, actor);
	}

	/**
	 * Lets no secret of a service token work from its next login on.
	 * @return how it is known to be; {@link TokenState#SWITCHING} when no answer came
	 * @throws ServiceTokenNotFound when Postern made no such token
	 * @throws ServiceTokenBusy when something else is done with it
	 * @throws CloudflareException when Cloudflare refused; nothing was changed
	 */
	public ManagedToken disable(ManagedTokenId id, Actor actor) {
		return turn(id, Wanted.DISABLED, actor);
	}

	private ManagedToken turn(ManagedTokenId id, Wanted wanted, Actor actor) {
		ManagedToken asked = this.store.switchAsked(id, wanted, actor);
		this.account.forget();
		ServiceTokenId token = ManagedTokens.existing(asked);
		try {
			return settled(asked, wanted, send(token, wanted), actor);
		}
		catch (CloudflareException.Unavailable ex) {
			log.warn("No answer when a service token was to be switched name={} to={} said={}", asked.name(), wanted,
					ex.getMessage());
			return lookedUp(asked, wanted, token, actor);
		}
		catch (CloudflareException ex) {
			this.store.switchRefused(id, wanted, actor);
			throw ex;
		}
	}

	private ServiceToken send(ServiceTokenId token, Wanted wanted) {
		return switch (wanted) {
			case ENABLED -> this.tokens.enable(token);
			case DISABLED -> this.tokens.disable(token);
		};
	}

	private ManagedToken lookedUp(ManagedToken asked, Wanted wanted, ServiceTokenId token, Actor actor) {
		try {
			return settled(asked, wanted, this.tokens.get(token), actor);
		}
		catch (CloudflareException ex) {
			return asked;
		}
	}

	/** What does not show yet may still come, so that a later look has to settle it. */
	private ManagedToken settled(ManagedToken asked, Wanted wanted, ServiceToken seen, Actor actor) {
		return Boolean.valueOf(wanted.enabled()).equals(seen.enabled())
				? this.store.switched(asked.id(), wanted, seen, actor) : asked;
	}

	/** How somebody wants a service token to be. */
	enum Wanted {

		ENABLED("enable"), DISABLED("disable");

		private final String verb;

		Wanted(String verb) {
			this.verb = verb;
		}

		static Wanted of(boolean enabled) {
			return enabled ? ENABLED : DISABLED;
		}

		boolean enabled() {
			return this == ENABLED;
		}

		/** How the audit says that it was asked for. */
		String requested() {
			return this.verb + "_requested";
		}

		/** How the audit says that it was refused. */
		String refused() {
			return this.verb + "_refused";
		}

		/** How the audit says that it is so. */
		String done() {
			return this.verb + "d";
		}

		/** How the audit says that it did not come to pass. */
		String notDone() {
			return "not_" + done();
		}

	}

}

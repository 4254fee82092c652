package dev.postern.cloudflare;

import java.time.Instant;
import java.util.List;

import dev.postern.cloudflare.ServiceTokensApi.NewToken;
import dev.postern.cloudflare.ServiceTokensApi.Rotation;
import dev.postern.cloudflare.ServiceTokensApi.TokenBody;
import dev.postern.cloudflare.model.FreshServiceToken;
import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.kernel.ServiceTokenId;
import org.jspecify.annotations.Nullable;

/**
 * The service tokens of the one account that Postern manages; the part of
 * {@link Cloudflare} for those who deal with secrets. Every method throws a
 * {@link CloudflareException}; reads are repeated when that may help, writes never (I4).
 */
public class ServiceTokens {

	private static final ServiceTokenId NONE = ServiceTokenId.of("00000000-0000-4000-8000-000000000000");

	private static final int PAGE = 1000;

	private final AccountId account;

	private final ServiceTokensApi api;

	ServiceTokens(AccountId account, ServiceTokensApi api) {
		this.account = account;
		this.api = api;
	}

	/**
	 * All service tokens of the account. None at all is believed only after the
	 * permission to read them is proved.
	 */
	public List<ServiceToken> all() {
		List<ServiceToken> found = Pages
			.all("service tokens", PAGE, TokenBody::id, (page) -> this.api.list(this.account, page, PAGE))
			.stream()
			.map(TokenBody::toToken)
			.toList();
		if (found.isEmpty()) {
			proveThatTheyCanBeRead();
		}
		return found;
	}

	/** One of them; {@code Missing} when there is none with this id. */
	public ServiceToken get(ServiceTokenId token) {
		return this.api.get(this.account, token).given("service token").toToken();
	}

	/**
	 * Makes one.
	 * @param duration as Go writes durations, in hours: {@code 8760h}
	 */
	public FreshServiceToken create(String name, String duration) {
		return this.api.create(this.account, new NewToken(name, duration)).given("service token").toFresh();
	}

	/**
	 * Makes another secret.
	 * @param previousUntil how long the secret of today goes on to work; {@code null}
	 * ends it at once
	 */
	public FreshServiceToken rotate(ServiceTokenId token, @Nullable Instant previousUntil) {
		return this.api.rotate(this.account, token, new Rotation(previousUntil)).given("service token").toFresh();
	}

	/** Lets one last for its duration again, from now on. */
	public ServiceToken refresh(ServiceTokenId token) {
		return this.api.refresh(this.account, token).given("service token").toToken();
	}

	public void delete(ServiceTokenId token) {
		this.api.delete(this.account, token);
	}

	/** The answer to a request for a token that cannot exist tells who may read. */
	private void proveThatTheyCanBeRead() {
		try {
			this.api.get(this.account, NONE);
		}
		catch (CloudflareException.Missing ex) {
			return;
		}
		throw new CloudflareException.Unavailable(
				"Cloudflare lists no service tokens and does not say whether they may be read");
	}

}

package dev.postern.cloudflare;

import java.time.Instant;
import java.util.List;

import dev.postern.cloudflare.ServiceTokensClient.NewToken;
import dev.postern.cloudflare.ServiceTokensClient.Replacement;
import dev.postern.cloudflare.ServiceTokensClient.Rotation;
import dev.postern.cloudflare.ServiceTokensClient.TokenBody;
import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.cloudflare.model.ServiceTokenWithSecret;
import dev.postern.kernel.ServiceTokenId;
import org.jspecify.annotations.Nullable;

/**
 * The service tokens of the one account that Postern manages; the part of
 * {@link Cloudflare} for those who deal with secrets. Every method throws a
 * {@link CloudflareException}; reads are repeated when that may help, writes never (I4).
 */
public class CloudflareServiceTokens {

	private static final ServiceTokenId NONE = ServiceTokenId.of("00000000-0000-4000-8000-000000000000");

	private static final int PAGE = 1000;

	private final AccountId account;

	private final ServiceTokensClient client;

	CloudflareServiceTokens(AccountId account, ServiceTokensClient client) {
		this.account = account;
		this.client = client;
	}

	/**
	 * The service tokens of the account that the credentials may see; one that is not
	 * among them may exist. None at all is believed only after the permission to read
	 * them is proved.
	 */
	public List<ServiceToken> all() {
		List<ServiceToken> found = PageReader
			.readAll("service tokens", PAGE, TokenBody::id, (page) -> this.client.list(this.account, page, PAGE))
			.stream()
			.map(TokenBody::toToken)
			.toList();
		if (found.isEmpty()) {
			verifyReadable();
		}
		return found;
	}

	/** One of them; {@code Missing} when there is none with this id. */
	public ServiceToken get(ServiceTokenId token) {
		return read(token).toToken();
	}

	/**
	 * Makes one.
	 * @param duration as Go writes durations, in hours: {@code 8760h}
	 */
	public ServiceTokenWithSecret create(String name, String duration) {
		return this.client.create(this.account, new NewToken(name, duration))
			.requireResult("service token")
			.toTokenWithSecret();
	}

	/**
	 * Makes another secret.
	 * @param previousUntil how long the secret of today goes on to work; {@code null}
	 * ends it at once
	 */
	public ServiceTokenWithSecret rotate(ServiceTokenId token, @Nullable Instant previousUntil) {
		return this.client.rotate(this.account, token, new Rotation(previousUntil))
			.requireResult("service token")
			.toTokenWithSecret();
	}

	/** Lets one last for its duration again, from now on. */
	public ServiceToken refresh(ServiceTokenId token) {
		return this.client.refresh(this.account, token).requireResult("service token").toToken();
	}

	/** Lets its secrets work again. */
	public ServiceToken enable(ServiceTokenId token) {
		return replace(token, read(token).enabling());
	}

	/** Lets none of its secrets work at a login from now on. */
	public ServiceToken disable(ServiceTokenId token) {
		return replace(token, read(token).disabling());
	}

	public void delete(ServiceTokenId token) {
		this.client.delete(this.account, token);
	}

	private TokenBody read(ServiceTokenId token) {
		return this.client.get(this.account, token).requireResult("service token");
	}

	private ServiceToken replace(ServiceTokenId token, Replacement replacement) {
		return this.client.replace(this.account, token, replacement).requireResult("service token").toToken();
	}

	/** The answer to a request for a token that cannot exist tells who may read. */
	private void verifyReadable() {
		try {
			this.client.get(this.account, NONE);
		}
		catch (CloudflareException.Missing ex) {
			return;
		}
		throw new CloudflareException.Unavailable(
				"Cloudflare lists no service tokens and does not say whether they may be read");
	}

}

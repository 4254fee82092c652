package dev.postern.cloudflare;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.postern.kernel.Secret;
import dev.postern.kernel.WrongSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which account Postern manages, and how it shows that it may.
 *
 * @param baseUrl where Cloudflare's API answers
 * @param accountId the account that holds tunnels, zones and Access applications
 * @param apiToken an API token; the recommended way
 * @param authEmail the e-mail address that belongs to {@code auth-key}
 * @param authKey a global API key; it works, but may do everything that its user may
 * @param requestsPerWindow how many requests all instances together may send in any 5
 * minutes; Cloudflare allows 1,200, shared with the dashboard
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long an answer may take
 * @param checkAtStart whether the account is checked when the portal starts
 */
@ConfigurationProperties("postern.cloudflare")
public record CloudflareProperties(@DefaultValue("https://api.cloudflare.com/client/v4") URI baseUrl, String accountId,
		@Nullable Secret apiToken, @Nullable String authEmail, @Nullable Secret authKey,
		@DefaultValue("900") int requestsPerWindow, @DefaultValue("5s") Duration connectTimeout,
		@DefaultValue("30s") Duration readTimeout, @DefaultValue("true") boolean checkAtStart) {

	private static final String PREFIX = "postern.cloudflare.";

	private static final int CLOUDFLARES_OWN_LIMIT = 1200;

	private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

	public CloudflareProperties {
		refuseUnlessHttp(baseUrl);
		if (accountId == null || accountId.isBlank()) {
			throw wrong("account-id", "is missing: it is the 32 digits in the address of the account's dashboard.");
		}
		accountId = accountId.strip();
		if (!accountId.matches("[A-Za-z0-9_-]{1,64}")) {
			throw wrong("account-id", "is not the id of an account: that has 32 digits and letters a to f.");
		}
		apiToken = withoutBlanks("api-token", apiToken);
		authKey = withoutBlanks("auth-key", authKey);
		authEmail = (authEmail == null || authEmail.isBlank()) ? null : authEmail.strip();
		if (apiToken != null && (authKey != null || authEmail != null)) {
			throw wrong("api-token", "and auth-email with auth-key exclude each other: set one or the other.");
		}
		if (apiToken == null && authKey == null && authEmail == null) {
			throw wrong("api-token", "is missing: Postern needs an API token of Cloudflare.");
		}
		if (apiToken == null && authEmail == null) {
			throw wrong("auth-email", "is missing: auth-key works only together with it.");
		}
		if (apiToken == null && authKey == null) {
			throw wrong("auth-key", "is missing: auth-email works only together with it.");
		}
		if (authEmail != null && !authEmail.matches("[\\x21-\\x7e]+@[\\x21-\\x7e]+")) {
			throw wrong("auth-email", "is not an e-mail address; the key belongs into auth-key.");
		}
		if (requestsPerWindow < 20) {
			throw wrong("requests-per-window",
					"must be at least 20 (one registration takes 10), not %d.".formatted(requestsPerWindow));
		}
		refuseUnlessPositive("connect-timeout", connectTimeout);
		refuseUnlessPositive("read-timeout", readTimeout);
	}

	/** Whether Cloudflare's own API answers, and not something that stands in for it. */
	public boolean isCloudflareItself() {
		String host = this.baseUrl.getHost().toLowerCase(Locale.ROOT);
		return host.equals("cloudflare.com") || host.endsWith(".cloudflare.com");
	}

	AccountId account() {
		return AccountId.of(this.accountId);
	}

	public Credentials credentials() {
		if (this.apiToken != null) {
			return new Credentials.Token(this.apiToken);
		}
		if (this.authEmail != null && this.authKey != null) {
			return new Credentials.GlobalKey(this.authEmail, this.authKey);
		}
		throw new IllegalStateException("no credentials");
	}

	/** What works, but should be otherwise. */
	public List<String> warnings() {
		List<String> doubts = new ArrayList<>();
		if (this.authKey != null) {
			doubts.add(PREFIX + "auth-key is a global key, which may do everything that its user may: "
					+ "make an API token with only the permissions that Postern needs, and set api-token instead.");
		}
		if ("http".equalsIgnoreCase(this.baseUrl.getScheme()) && !LOCAL.contains(this.baseUrl.getHost())) {
			doubts.add(PREFIX + "base-url sends the credentials unencrypted: use https.");
		}
		if (this.requestsPerWindow > CLOUDFLARES_OWN_LIMIT) {
			doubts.add(PREFIX + "requests-per-window is above Cloudflare's own limit of 1,200 in 5 minutes.");
		}
		return doubts;
	}

	private static void refuseUnlessHttp(URI url) {
		String scheme = (url.getScheme() == null) ? "" : url.getScheme().toLowerCase(Locale.ROOT);
		boolean plain = url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null;
		if (!(scheme.equals("https") || scheme.equals("http")) || url.getHost() == null || !plain) {
			throw wrong("base-url",
					"must be like https://api.cloudflare.com/client/v4: http or https, a host, perhaps a path, nothing else.");
		}
	}

	private static void refuseUnlessPositive(String name, Duration duration) {
		if (duration.isNegative() || duration.isZero()) {
			throw wrong(name, "must be longer than nothing, for example 10s.");
		}
	}

	private static @Nullable Secret withoutBlanks(String name, @Nullable Secret secret) {
		if (secret == null || secret.reveal().isBlank()) {
			return null;
		}
		String value = secret.reveal().strip();
		if (!value.matches("[\\x21-\\x7e]+")) {
			throw wrong(name, "holds a blank or a character that no key has; give the bare key, without 'Bearer'.");
		}
		return new Secret(value);
	}

	private static WrongSetting wrong(String name, String what) {
		return new WrongSetting(PREFIX + name, what);
	}

}

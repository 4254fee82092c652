package dev.postern.identity.web.api;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys of the issuer of access tokens. Whatever tokens are shown, they are asked for
 * no more than twice in half a minute, and the known ones go on while the issuer does not
 * answer.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

	private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

	private static final long FRESH = Duration.ofMinutes(5).toMillis();

	private static final long PATIENCE = Duration.ofSeconds(10).toMillis();

	private static final long ASKED_TWICE_IN = Duration.ofSeconds(30).toMillis();

	private final Published published;

	private final JWKSource<SecurityContext> remembered;

	private IssuerKeys(Published published) {
		this.published = published;
		this.remembered = JWKSourceBuilder.create(published)
			.cache(FRESH, PATIENCE)
			.refreshAheadCache(false)
			.rateLimited(ASKED_TWICE_IN)
			.outageTolerantForever()
			.build();
	}

	/**
	 * The keys of an issuer.
	 * @param address where they are; {@code null} when the issuer's metadata tells
	 */
	static IssuerKeys of(String issuer, @Nullable String address) {
		return new IssuerKeys(new Published(issuer, (address != null) ? URI.create(address) : null));
	}

	/**
	 * The keys that may have signed a token; none when the issuer has no such key.
	 * @throws RateLimitReachedException when no such key is known and the issuer may not
	 * be asked again yet
	 */
	@Override
	public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
		try {
			List<JWK> known = this.remembered.get(selector, context);
			if (known.isEmpty()) {
				failWhileSilent();
			}
			return known;
		}
		catch (RateLimitReachedException ex) {
			failWhileSilent();
			throw ex;
		}
	}

	private void failWhileSilent() throws JWKSetUnavailableException {
		if (this.published.isSilent()) {
			throw new JWKSetUnavailableException("the issuer does not tell whether it has such a key");
		}
	}

	/** What the issuer publishes, asked for anew each time. */
	private static final class Published implements JWKSetSource<SecurityContext> {

		private static final int LARGEST = 1 << 20;

		private final DefaultResourceRetriever http = new DefaultResourceRetriever(2_000, 3_000, LARGEST);

		private final String issuer;

		private final @Nullable URI configured;

		/** What the metadata tells, until it turns out that no keys are there. */
		private volatile @Nullable URI found;

		/** Whether the issuer did not answer when it was asked last. */
		private volatile boolean silent;

		private Published(String issuer, @Nullable URI configured) {
			this.issuer = issuer;
			this.configured = configured;
		}

		boolean isSilent() {
			return this.silent;
		}

		@Override
		public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
				throws KeySourceException {
			try {
				JWKSet keys = new URLBasedJWKSetSource<>(url(address()), this.http).getJWKSet(refresh, now, context);
				told();
				return keys;
			}
			catch (KeySourceException ex) {
				this.found = null;
				throw untold(ex);
			}
		}

		private void told() {
			if (this.silent) {
				log.info("The issuer of access tokens tells its keys again issuer={}", this.issuer);
			}
			this.silent = false;
		}

		private KeySourceException untold(KeySourceException thrown) {
			if (!this.silent) {
				log.warn("The issuer of access tokens does not tell its keys; known ones go on issuer={} said={}",
						this.issuer, thrown.getMessage());
			}
			this.silent = true;
			return thrown;
		}

		private URI address() throws JWKSetUnavailableException {
			URI known = (this.configured != null) ? this.configured : this.found;
			if (known == null) {
				known = discovered();
				this.found = known;
			}
			return known;
		}

		/** Where OpenID Connect Discovery, or else RFC 8414, says that the keys are. */
		private URI discovered() throws JWKSetUnavailableException {
			URI base = URI.create(this.issuer);
			String path = (base.getPath() != null) ? base.getPath().replaceFirst("/$", "") : "";
			try {
				return keysNamedAt(base.resolve(path + "/.well-known/openid-configuration"));
			}
			catch (JWKSetUnavailableException ex) {
				return keysNamedAt(base.resolve("/.well-known/oauth-authorization-server" + path));
			}
		}

		/** Keys that come without encryption are worth as much as an issuer that does. */
		private boolean isScheme(@Nullable String scheme) {
			return "https".equalsIgnoreCase(scheme)
					|| ("http".equalsIgnoreCase(scheme) && this.issuer.startsWith("http:"));
		}

		private URI keysNamedAt(URI metadata) throws JWKSetUnavailableException {
			try {
				JsonNode said = JsonMapper.shared().readTree(this.http.retrieveResource(url(metadata)).getContent());
				if (!this.issuer.equals(said.path("issuer").asString(""))) {
					throw new JWKSetUnavailableException("%s names another issuer".formatted(metadata));
				}
				URI named = URI.create(said.path("jwks_uri").asString(""));
				if (!isScheme(named.getScheme()) || named.getHost() == null) {
					throw new JWKSetUnavailableException("%s names no address of keys".formatted(metadata));
				}
				return named;
			}
			catch (IOException | JacksonException | IllegalArgumentException ex) {
				throw new JWKSetUnavailableException("%s does not tell where the keys are".formatted(metadata), ex);
			}
		}

		private static URL url(URI address) throws JWKSetUnavailableException {
			try {
				return address.toURL();
			}
			catch (MalformedURLException | IllegalArgumentException ex) {
				throw new JWKSetUnavailableException("%s is no address of keys".formatted(address), ex);
			}
		}

		@Override
		public void close() {
			// Nothing is open between questions.
		}

	}

}

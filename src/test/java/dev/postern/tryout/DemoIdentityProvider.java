package dev.postern.tryout;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/**
 * A real OpenID Connect provider with its own port, sessions and people. It insists on
 * PKCE, signs people out everywhere when asked to, and gives out access tokens that are
 * JWTs for the audience {@code postern}.
 */
public final class DemoIdentityProvider implements AutoCloseable {

	public static final String CLIENT_ID = DemoClients.PORTAL_ID;

	public static final String CLIENT_SECRET = DemoClients.PORTAL_SECRET;

	public static final String AUDIENCE = DemoIdentityProviderConfiguration.AUDIENCE;

	private final Map<String, DemoPerson> people = new ConcurrentHashMap<>();

	private final DemoClients clients = new DemoClients();

	private final RequestCount count = new RequestCount();

	private final ServletWebServerApplicationContext context;

	private DemoIdentityProvider(int port) {
		DemoPerson.ALL.forEach(this::add);
		SpringApplication application = new SpringApplicationBuilder(DemoIdentityProviderConfiguration.class)
			.properties(Map.of("spring.config.name", "demo-identity-provider", "spring.main.banner-mode", "off",
					"spring.main.log-startup-info", false))
			.initializers((context) -> {
				context.getEnvironment().getPropertySources().addFirst(settings(port));
				context.getBeanFactory().registerSingleton("demoPeople", new DemoPeople(this.people));
				context.getBeanFactory().registerSingleton("demoClients", this.clients);
				context.getBeanFactory().registerSingleton("requestCount", this.count);
			})
			.build();
		this.context = (ServletWebServerApplicationContext) application.run();
	}

	/** Above the environment, which says what the portal's port is. */
	private static MapPropertySource settings(int port) {
		return new MapPropertySource("identity-provider",
				Map.of("server.port", port, "server.servlet.session.cookie.name", "DEMO_IDP_SESSION",
						"spring.application.name", "Identity provider"));
	}

	/** Starts the provider. A port of 0 means any free one. */
	public static DemoIdentityProvider start(int port) {
		return new DemoIdentityProvider(port);
	}

	/** The provider that all tests of this process share. */
	public static DemoIdentityProvider shared() {
		return Shared.PROVIDER;
	}

	public URI issuer() {
		return URI.create("http://localhost:" + Objects.requireNonNull(this.context.getWebServer()).getPort());
	}

	/** How many requests have come here until now. */
	public long requests() {
		return this.count.requests();
	}

	/** Lets the portal at this address send people here. */
	public void admitPortal(URI portal) {
		this.clients.admit(portal);
	}

	/** Makes somebody known, or known anew with other claims. */
	public void add(DemoPerson person) {
		this.people.put(person.email(), person);
	}

	/** An access token for the portal's API, got as any client gets one. */
	public String accessToken(DemoPerson person) {
		return new TokenClient(issuer()).accessToken(person);
	}

	/**
	 * A token that the provider signed, which says what a test wants it to say.
	 * @param type what its header calls it
	 */
	public String signed(String type, Map<String, Object> claims) {
		NimbusJwtEncoder encoder = new NimbusJwtEncoder(
				this.context.getBeanProvider(DemoIdentityProviderConfiguration.KEYS).getObject());
		JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).type(type).build();
		JwtClaimsSet said = JwtClaimsSet.builder().claims((all) -> all.putAll(claims)).build();
		return encoder.encode(JwtEncoderParameters.from(header, said)).getTokenValue();
	}

	@Override
	public void close() {
		this.context.close();
	}

	private static final class Shared {

		static final DemoIdentityProvider PROVIDER = DemoIdentityProvider.start(0);

	}

}

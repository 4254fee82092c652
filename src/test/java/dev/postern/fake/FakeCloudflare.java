package dev.postern.fake;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import dev.postern.fake.access.AccessApp;
import dev.postern.fake.access.AccessEvaluation;
import dev.postern.fake.access.Login;
import dev.postern.fake.account.Account;
import dev.postern.fake.account.ApiToken;
import dev.postern.fake.api.Permission;
import dev.postern.fake.dns.Zones;
import dev.postern.fake.edge.ConnectionResult;
import dev.postern.fake.edge.Edge;
import dev.postern.fake.edge.Exposure;
import dev.postern.fake.faults.Faults;
import dev.postern.fake.kernel.Behaviour;
import dev.postern.fake.kernel.IdGenerator;
import dev.postern.fake.server.ApiServer;
import dev.postern.fake.server.CallPipeline;
import dev.postern.fake.server.HtmlPages;
import dev.postern.fake.server.StateView;
import dev.postern.fake.tunnels.Tunnel;
import dev.postern.fake.watch.InvariantWatch;
import dev.postern.fake.watch.Journal;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An HTTP server that holds one Cloudflare account and behaves as Cloudflare's API does,
 * with faults on demand.
 */
public final class FakeCloudflare implements AutoCloseable {

	/** The account that is in all paths. */
	public static final String ACCOUNT = "023e105f4ecef8ad9ca31a8372d0c353";

	private final Clock clock;

	private final IdGenerator ids = new IdGenerator(20261122);

	private final Faults faults = new Faults();

	private final InvariantWatch watch = new InvariantWatch();

	private final AccountState state = new AccountState(this::account);

	private final SomebodyElse somebodyElse = new SomebodyElse(this::account, this.watch);

	private final Journal journal;

	private final ApiServer server;

	private volatile Account account;

	private FakeCloudflare(int port, Clock clock) {
		this.clock = clock;
		this.account = new Account(ACCOUNT, clock, this.ids);
		this.journal = new Journal(clock);
		this.server = new ApiServer(port, new CallPipeline(this::account, this.watch), this.faults, this.journal,
				new HtmlPages(new StateView(this::account, this.journal, this.watch)));
	}

	/** Starts with an empty account on a free port. */
	public static FakeCloudflare start() {
		return start(0, Clock.systemUTC());
	}

	public static FakeCloudflare start(Clock clock) {
		return start(0, clock);
	}

	/** Starts with an empty account; port 0 takes a free one. */
	public static FakeCloudflare start(int port, Clock clock) {
		return new FakeCloudflare(port, clock);
	}

	/** What stands in front of all paths of the API. */
	public URI baseUrl() {
		return url().resolve("/client/v4");
	}

	/** The page that shows what the account holds. */
	public URI url() {
		return URI.create("http://127.0.0.1:%d/".formatted(this.server.port()));
	}

	public String accountId() {
		return ACCOUNT;
	}

	/** Adds an active zone. */
	public ZoneId addZone(String name) {
		return addZone(name, "active");
	}

	/** Adds a zone with a status: initializing, pending, active or moved. */
	public ZoneId addZone(String name, String status) {
		return ZoneId.of(edit((account) -> account.zones().add(name, status).id()));
	}

	public void setZoneStatus(ZoneId zone, String status) {
		edit((account) -> {
			account.zones().setStatus(zone.value(), status);
			return status;
		});
	}

	public void pauseZone(ZoneId zone) {
		edit((account) -> {
			account.zones().pause(zone.value());
			return zone;
		});
	}

	/** Makes a zone {@code partial} or {@code secondary}. */
	public void setZoneType(ZoneId zone, String type) {
		edit((account) -> {
			account.zones().setType(zone.value(), type);
			return zone;
		});
	}

	/** The domain leaves the account, with its records. */
	public void removeZone(ZoneId zone) {
		edit((account) -> {
			account.zones().remove(zone.value());
			return zone;
		});
	}

	/** The domain left the account and came back: a new id, and its records imported. */
	public ZoneId readdZone(ZoneId zone) {
		return ZoneId.of(edit((account) -> {
			Zones.Zone former = account.zones()
				.all()
				.stream()
				.filter((one) -> one.id().equals(zone.value()))
				.findFirst()
				.orElseThrow();
			account.zones().remove(former.id());
			Zones.Zone again = account.zones().add(former.name(), "active");
			account.dns().reimport(former, again);
			return again.id();
		}));
	}

	/** Somebody takes a tag off all applications and deletes it. */
	public void loseTag(String name) {
		edit((account) -> {
			account.access().tags().lose(name);
			return name;
		});
	}

	/** Has a tunnel read its rules from a file from now on. */
	public void manageLocally(TunnelId tunnel) {
		edit((account) -> {
			tunnel(account, tunnel).manageLocally();
			return tunnel;
		});
	}

	/** Adds a remotely managed tunnel without a configuration. */
	public TunnelId addTunnel(String name) {
		return addTunnel(name, "cloudflare");
	}

	/** Adds a tunnel; {@code configSrc} is {@code cloudflare} or {@code local}. */
	public TunnelId addTunnel(String name, String configSrc) {
		return new TunnelId(edit((account) -> account.tunnels().add(name, configSrc.equals("cloudflare")).id()));
	}

	/**
	 * Lets a connector run; it applies each version of the configuration after the set
	 * lag.
	 */
	public UUID addConnector(TunnelId tunnel) {
		return edit((account) -> {
			UUID connector = account.context().ids().uuid();
			tunnel(account, tunnel).connect(connector, this.clock.instant());
			return connector;
		});
	}

	/**
	 * Starts a connector as somebody does who was given a token, for the tunnel that the
	 * token is for.
	 * @throws IllegalArgumentException when no tunnel takes the token
	 */
	public UUID runConnector(String token) {
		return runConnector(token, "2026.8.2");
	}

	/** The same with a release of cloudflared. */
	public UUID runConnector(String token, String release) {
		return edit((account) -> {
			Tunnel tunnel = account.tunnels()
				.all()
				.stream()
				.filter((one) -> one.takes(token))
				.findFirst()
				.orElseThrow(() -> new IllegalArgumentException("Unauthorized: Invalid tunnel secret"));
			UUID connector = account.context().ids().uuid();
			tunnel.connectByToken(connector, this.clock.instant(), release);
			return connector;
		});
	}

	/** Leads a private network through a tunnel. */
	public void addPrivateRoute(TunnelId tunnel, String network) {
		edit((account) -> {
			tunnel(account, tunnel).addRoute(account.context().ids().uuid(), network);
			return tunnel;
		});
	}

	public void removeConnector(TunnelId tunnel, UUID connector) {
		edit((account) -> {
			tunnel(account, tunnel).disconnect(connector, this.clock.instant());
			return connector;
		});
	}

	/** Makes a user's token and gives its secret text. */
	public String addToken(Permission... permissions) {
		return addToken(ApiToken.with(permissions));
	}

	public String addToken(ApiToken token) {
		return edit((account) -> account.authentication().add(token));
	}

	/** Makes a token whose text is given, for a try-out with fixed settings. */
	public void addToken(String text, ApiToken token) {
		edit((account) -> {
			account.authentication().put(text, token);
			return text;
		});
	}

	public void revokeToken(String text) {
		edit((account) -> {
			account.authentication().revoke(text);
			return text;
		});
	}

	/** Makes the global key of a user: all permissions. */
	public String addKey(String email) {
		return edit((account) -> account.authentication().addKey(email));
	}

	public void addLogin(Login login) {
		edit((account) -> {
			account.access().logins().add(login);
			return login;
		});
	}

	/** Adds an entry of any shape to the login log, in its place among the others. */
	public void addLoginEntry(JsonNode entry, Instant at) {
		edit((account) -> {
			account.access().logins().add(entry, at);
			return entry;
		});
	}

	/** Adds an MX record that Email Routing keeps for itself. */
	public DnsRecordId addEmailRoutingRecord(String name, String target) {
		return DnsRecordId.of(edit((account) -> account.dns()
			.addManagedByEmailRouting(account.zones().of(name).orElseThrow(), name, target)
			.id()));
	}

	/** Has a group vanish although policies refer to it. */
	public void loseGroup(String id) {
		edit((account) -> {
			account.access().groups().lose(id);
			return id;
		});
	}

	/** Changes the account as a person in the dashboard or Terraform would. */
	public SomebodyElse asSomebodyElse() {
		return this.somebodyElse;
	}

	/** What the account holds now. */
	public AccountState state() {
		return this.state;
	}

	public Faults faults() {
		return this.faults;
	}

	public Journal journal() {
		return this.journal;
	}

	public InvariantWatch watch() {
		return this.watch;
	}

	/** Settings of the account; {@link #reset()} puts them back. */
	public Behaviour behaviour() {
		return this.account.context().behaviour();
	}

	/** Declares that everything which is there now is foreign. */
	public void seal() {
		Account current = this.account;
		current.locked(() -> {
			this.watch.seal(current);
			return current;
		});
	}

	/** Gives all that stands under a hostname to Postern, as an adoption does. */
	public void handOver(Hostname hostname) {
		this.watch.handOver(hostname);
	}

	public Exposure exposure(String hostname) {
		return this.state.exposure(hostname);
	}

	public boolean wouldAllow(String hostname, String email) {
		return this.state.wouldAllow(hostname, email);
	}

	/**
	 * Has somebody log in to connect to a hostname.
	 * @return until when the login counts; empty when no policy lets them in
	 */
	public Optional<Instant> logIn(String hostname, String email, Instant now) {
		return edit((account) -> {
			if (!new Edge(account).connectionResult(hostname, email).letsIn()) {
				return Optional.empty();
			}
			AccessApp app = new Edge(account).app(hostname).orElseThrow();
			return new AccessEvaluation(account.access()).deciding(app, email)
				.map((policy) -> account.access().sessions().begin(app, email, policy, now));
		});
	}

	/**
	 * Whether somebody may open a connection, by a login from before or a new one.
	 */
	public boolean letsConnect(String hostname, String email, Instant now) {
		return wouldAllow(hostname, email) || edit((account) -> new Edge(account).app(hostname)
			.flatMap((app) -> account.access().sessions().until(app, email))
			.filter(now::isBefore)
			.isPresent());
	}

	/** Lets a machine connect with a service token; Cloudflare notes that it was seen. */
	public ConnectionResult connectAsMachine(String hostname, String clientId, String secret) {
		return edit((account) -> {
			account.access()
				.serviceTokens()
				.authenticate(clientId, secret)
				.ifPresent(account.access().serviceTokens()::markSeen);
			return new Edge(account).connectionResult(hostname, clientId, secret);
		});
	}

	/** Starts again with an empty account on the same port. */
	public void reset() {
		begin(new Account(ACCOUNT, this.clock, this.ids));
	}

	/**
	 * Starts again with an account that takes a token from the beginning, so that nobody
	 * who asks all the time is refused meanwhile. As many requests are allowed as before.
	 */
	public void reset(String text, ApiToken token) {
		Account empty = new Account(ACCOUNT, this.clock, this.ids);
		empty.authentication().put(text, token);
		empty.context().behaviour().quota(behaviour().quota());
		begin(empty);
	}

	private void begin(Account empty) {
		this.faults.cutAll();
		this.account = empty;
		this.watch.reset();
		this.journal.clear();
	}

	@Override
	public void close() {
		this.server.close();
	}

	private Account account() {
		return this.account;
	}

	private <T> T edit(Function<Account, T> action) {
		Account current = this.account;
		return current.locked(() -> this.watch.somebodyElse(current, () -> action.apply(current)));
	}

	private static Tunnel tunnel(Account account, TunnelId id) {
		@Nullable Tunnel tunnel = account.tunnels().get(id.value());
		if (tunnel == null) {
			throw new IllegalArgumentException("no tunnel " + id);
		}
		return tunnel;
	}

}

package dev.postern.cloudflare;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.postern.cloudflare.AccessAppsClient.AppBody;
import dev.postern.cloudflare.AccessAppsClient.AuthorityBody;
import dev.postern.cloudflare.AccessAppsClient.PolicyBody;
import dev.postern.cloudflare.AccessClient.IdentityProviderBody;
import dev.postern.cloudflare.AccessClient.RevokedUser;
import dev.postern.cloudflare.AccessGroupsClient.GroupBody;
import dev.postern.cloudflare.DnsClient.RecordBody;
import dev.postern.cloudflare.TunnelsClient.ConfigurationBody;
import dev.postern.cloudflare.TunnelsClient.ConnectorBody;
import dev.postern.cloudflare.TunnelsClient.NewConfiguration;
import dev.postern.cloudflare.TunnelsClient.TunnelBody;
import dev.postern.cloudflare.ZonesClient.ZoneBody;
import dev.postern.cloudflare.model.AccessApp;
import dev.postern.cloudflare.model.AccessGroup;
import dev.postern.cloudflare.model.AccessRequestPage;
import dev.postern.cloudflare.model.Connector;
import dev.postern.cloudflare.model.DnsBatch;
import dev.postern.cloudflare.model.DnsRecord;
import dev.postern.cloudflare.model.DnsRecordDraft;
import dev.postern.cloudflare.model.IdentityProvider;
import dev.postern.cloudflare.model.Organization;
import dev.postern.cloudflare.model.SshAuthority;
import dev.postern.cloudflare.model.Tunnel;
import dev.postern.cloudflare.model.TunnelConfiguration;
import dev.postern.cloudflare.model.Zone;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.AccessGroupId;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cloudflare's API for the one account that Postern manages. Lists are complete or an
 * exception, never a part. Every method throws a {@link CloudflareException}; reads are
 * repeated when that may help, writes never (I4).
 */
public class Cloudflare {

	/** The tag that marks our Access applications. */
	public static final String TAG = "postern";

	private static final AccessAppId NO_APP = AccessAppId.of("00000000-0000-4000-8000-000000000000");

	private static final int TUNNELS = 1000;

	private static final int ZONES = 50;

	private static final int RECORDS = 5000;

	private static final int ACCESS = 1000;

	private final AccountId account;

	private final TunnelsClient tunnels;

	private final ZonesClient zones;

	private final DnsClient dns;

	private final AccessAppsClient apps;

	private final AccessGroupsClient groups;

	private final AccessClient access;

	private final LoginLogClient logs;

	private final AccessTags tags;

	Cloudflare(AccountId account, TunnelsClient tunnels, ZonesClient zones, DnsClient dns, AccessAppsClient apps,
			AccessGroupsClient groups, AccessClient access, LoginLogClient logs) {
		this.account = account;
		this.tunnels = tunnels;
		this.zones = zones;
		this.dns = dns;
		this.apps = apps;
		this.groups = groups;
		this.access = access;
		this.logs = logs;
		this.tags = new AccessTags(account, access);
	}

	/** The account's id, as it stands in the paths of the API. */
	public String account() {
		return this.account.value();
	}

	/**
	 * Does work that gives way to people: what it asks on this thread may use only a part
	 * of the budget.
	 */
	public <T> T inBackground(Supplier<T> work) {
		return RequestPriority.BACKGROUND.run(work);
	}

	/** All tunnels that are not deleted. */
	public List<Tunnel> tunnels() {
		return PageReader
			.readAll("tunnels", TUNNELS, TunnelBody::id,
					(page) -> this.tunnels.list(this.account, false, page, TUNNELS))
			.stream()
			.map(TunnelBody::toTunnel)
			.filter((tunnel) -> tunnel.deletedAt() == null)
			.toList();
	}

	public Tunnel tunnel(TunnelId tunnel) {
		return this.tunnels.get(this.account, tunnel).requireResult("tunnel").toTunnel();
	}

	/** The configuration; {@code Missing} when the tunnel is not remotely managed. */
	public TunnelConfiguration configuration(TunnelId tunnel) {
		ConfigurationBody configuration = this.tunnels.configuration(this.account, tunnel)
			.requireResult("configuration");
		if (configuration.isLocal()) {
			throw new CloudflareException.Missing("Tunnel %s is configured where it runs, not here".formatted(tunnel));
		}
		return configuration.toConfiguration();
	}

	/** Replaces the whole document and answers what Cloudflare then holds. */
	public TunnelConfiguration replaceConfiguration(TunnelId tunnel, ObjectNode config) {
		return this.tunnels.replaceConfiguration(this.account, tunnel, new NewConfiguration(config))
			.requireResult("configuration")
			.toConfiguration();
	}

	public List<Connector> connectors(TunnelId tunnel) {
		List<ConnectorBody> running = WireFields.orElse(this.tunnels.connectors(this.account, tunnel).result(),
				List.of());
		return Envelope.requireNoNulls("connectors", running).stream().map(ConnectorBody::toConnector).toList();
	}

	public List<Zone> zones() {
		return PageReader.readAll("zones", ZONES, ZoneBody::id, (page) -> this.zones.list(this.account, page, ZONES))
			.stream()
			.flatMap((zone) -> zone.usable().stream())
			.toList();
	}

	/** All zones of the account, those too that no server can have a name in. */
	public List<ZoneId> zoneIds() {
		return PageReader.readAll("zones", ZONES, ZoneBody::id, (page) -> this.zones.list(this.account, page, ZONES))
			.stream()
			.map(ZoneBody::id)
			.toList();
	}

	/** All records of a zone, of every type. */
	public List<DnsRecord> dnsRecords(ZoneId zone) {
		return PageReader.readAll("DNS records", RECORDS, RecordBody::id, (page) -> this.dns.list(zone, page, RECORDS))
			.stream()
			.map(RecordBody::toRecord)
			.toList();
	}

	/**
	 * The records of a zone whose content begins so; others may come, too, where
	 * Cloudflare does not filter.
	 */
	public List<DnsRecord> dnsRecords(ZoneId zone, String content) {
		return PageReader
			.readAll("DNS records", RECORDS, RecordBody::id,
					(page) -> this.dns.listByContent(zone, content, page, RECORDS))
			.stream()
			.map(RecordBody::toRecord)
			.toList();
	}

	public DnsRecord dnsRecord(ZoneId zone, DnsRecordId record) {
		return this.dns.get(zone, record).requireResult("DNS record").toRecord();
	}

	public DnsRecord createDnsRecord(ZoneId zone, DnsRecordDraft draft) {
		return this.dns.create(zone, draft).requireResult("DNS record").toRecord();
	}

	public DnsRecord patchDnsRecord(ZoneId zone, DnsRecordId record, DnsRecordDraft draft) {
		return this.dns.patch(zone, record, draft).requireResult("DNS record").toRecord();
	}

	public void deleteDnsRecord(ZoneId zone, DnsRecordId record) {
		this.dns.delete(zone, record);
	}

	/** At most {@value DnsBatch#MOST} changes. */
	public DnsBatch.Result changeDnsRecords(ZoneId zone, DnsBatch batch) {
		int changes = batch.deletes().size() + batch.patches().size() + batch.posts().size();
		if (changes > DnsBatch.MAX_CHANGES) {
			throw new IllegalArgumentException(
					"%d changes in one batch, more than %d".formatted(changes, DnsBatch.MAX_CHANGES));
		}
		List<RecordBody> made = WireFields.orElse(
				this.dns.batch(zone, DnsClient.Batch.of(batch)).requireResult("batch").posts(), List.<RecordBody>of());
		if (made.size() != batch.posts().size()) {
			throw CloudflareException.Unavailable
				.permanent("Cloudflare's answer to a batch holds %d new records, not %d".formatted(made.size(),
						batch.posts().size()));
		}
		return new DnsBatch.Result(made.stream().map(RecordBody::toRecord).toList());
	}

	/**
	 * All Access applications of the account. None at all is believed only after the
	 * permission to read them is proved, since those who lack it get an empty list, too.
	 */
	public List<AccessApp> accessApps() {
		List<AccessApp> found = PageReader
			.readAll("Access applications", ACCESS, AppBody::id, (page) -> this.apps.list(this.account, page, ACCESS))
			.stream()
			.map(AppBody::toApp)
			.toList();
		if (found.isEmpty()) {
			verifyAppsReadable();
		}
		return found;
	}

	public AccessApp accessApp(AccessAppId app) {
		return this.apps.get(this.account, app).requireResult("Access application").toApp();
	}

	/** All policies of an application, in order of precedence, each whole. */
	public List<ObjectNode> accessAppPolicies(AccessAppId app) {
		return PageReader
			.readAll("policies", ACCESS, (policy) -> policy.whole().path("id").stringValue(""),
					(page) -> this.apps.policies(this.account, app, page, ACCESS))
			.stream()
			.map(PolicyBody::whole)
			.toList();
	}

	public AccessApp createAccessApp(ObjectNode body) {
		return writeApp(() -> this.apps.create(this.account, body));
	}

	/** Replaces the whole application; fields that are left out are lost. */
	public AccessApp replaceAccessApp(AccessAppId app, ObjectNode body) {
		return writeApp(() -> this.apps.replace(this.account, app, body));
	}

	/**
	 * Ends what a person has logged in to, whichever application it is; for a minute at
	 * most there is no way in. Asking again does no harm.
	 */
	public void revokeUser(EmailAddress email) {
		this.access.revokeUser(this.account, new RevokedUser(email.value()));
	}

	public void deleteAccessApp(AccessAppId app) {
		this.apps.delete(this.account, app);
	}

	/**
	 * The authority of an application for short-lived ssh certificates; empty when
	 * Cloudflare answers and tells none. {@code Missing} when it says that there is none,
	 * or no such application.
	 */
	public Optional<SshAuthority> sshAuthority(AccessAppId app) {
		return Optional.ofNullable(this.apps.authority(this.account, app).result()).map(AuthorityBody::toAuthority);
	}

	/** {@code Rejected} where the application has one. */
	public SshAuthority createSshAuthority(AccessAppId app) {
		return this.apps.createAuthority(this.account, app).requireResult("certificate authority").toAuthority();
	}

	public void deleteSshAuthority(AccessAppId app) {
		this.apps.deleteAuthority(this.account, app);
	}

	/** All Access groups of the account. */
	public List<AccessGroup> accessGroups() {
		return PageReader
			.readAll("Access groups", ACCESS, GroupBody::id, (page) -> this.groups.list(this.account, page, ACCESS))
			.stream()
			.map(GroupBody::toGroup)
			.toList();
	}

	public AccessGroup accessGroup(AccessGroupId group) {
		return this.groups.get(this.account, group).requireResult("Access group").toGroup();
	}

	public AccessGroup createAccessGroup(ObjectNode body) {
		return this.groups.create(this.account, body).requireResult("Access group").toGroup();
	}

	/** Replaces the whole group; fields that are left out are lost. */
	public AccessGroup replaceAccessGroup(AccessGroupId group, ObjectNode body) {
		return this.groups.replace(this.account, group, body).requireResult("Access group").toGroup();
	}

	/** {@code Rejected} while a policy or another group refers to it. */
	public void deleteAccessGroup(AccessGroupId group) {
		this.groups.delete(this.account, group);
	}

	/** Makes sure that the tag exists, which applications must before they carry it. */
	public void ensureTag(String name) {
		this.tags.ensure(name);
	}

	public List<IdentityProvider> identityProviders() {
		return PageReader
			.readAll("identity providers", ACCESS, IdentityProviderBody::id,
					(page) -> this.access.identityProviders(this.account, page, ACCESS))
			.stream()
			.map(IdentityProviderBody::toProvider)
			.toList();
	}

	public Organization organization() {
		return this.access.organization(this.account).requireResult("organization").toOrganization();
	}

	/**
	 * One part of the login log, oldest first.
	 * @param page from 1 on
	 * @param limit entries that a part may have; Cloudflare may give fewer although more
	 * follow, so only a part without any is the end
	 */
	public AccessRequestPage accessRequests(Instant since, Instant until, int page, int limit) {
		return LoginLogReader
			.read(this.logs.accessRequests(this.account, since, until, page, limit, limit).requireResult("login log"));
	}

	/**
	 * The answer to a request for an application that cannot exist tells who may read.
	 */
	void verifyAppsReadable() {
		try {
			this.apps.policies(this.account, NO_APP);
		}
		catch (CloudflareException.Missing ex) {
			return;
		}
		throw new CloudflareException.Unavailable(
				"Cloudflare lists no Access applications and does not say whether they may be read");
	}

	private AccessApp writeApp(Supplier<Envelope<AppBody>> write) {
		try {
			return write.get().requireResult("Access application").toApp();
		}
		catch (CloudflareException.Rejected ex) {
			this.tags.forget();
			throw ex;
		}
	}

}

package dev.postern.servers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.servers.tags.ServerTags;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Postern keeps of a server. Only edits come through here; how far Cloudflare is
 * with them is noted past it, so that neither gets in the other's way.
 */
@Entity
@Table(name = "server")
class ServerRecord {

	@Id
	private UUID id;

	private String name;

	private String hostname;

	private String zoneId;

	private UUID tunnelId;

	private String service;

	private String loginUser;

	@Enumerated(EnumType.STRING)
	private ApplicationType applicationType;

	private long sessionSeconds;

	private boolean enforceAtConnector;

	private String description;

	@JdbcTypeCode(SqlTypes.ARRAY)
	private String[] tags;

	/** By which queries find tags, whatever their case. */
	@JdbcTypeCode(SqlTypes.ARRAY)
	@SuppressWarnings("UnusedVariable")
	private String[] tagKeys;

	@JdbcTypeCode(SqlTypes.JSON)
	private String policies;

	@Version
	private @Nullable Long version;

	private long generation;

	@Column(updatable = false)
	private long appliedGeneration;

	@Column(updatable = false)
	private long accessGeneration;

	@Column(updatable = false)
	private @Nullable Integer ruleVersion;

	@Enumerated(EnumType.STRING)
	private Phase phase;

	@JdbcTypeCode(SqlTypes.JSON)
	private @Nullable String problem;

	@Column(updatable = false)
	private Instant createdAt;

	private Instant updatedAt;

	private @Nullable Instant retiredAt;

	@SuppressWarnings("NullAway.Init")
	protected ServerRecord() {
	}

	@SuppressWarnings("NullAway.Init")
	ServerRecord(ServerId id, ServerSpec spec, Instant now) {
		this.id = id.value();
		this.createdAt = now;
		change(spec, now);
	}

	/** Wants something else of the server from now on. */
	void change(ServerSpec spec, Instant now) {
		this.name = spec.name();
		this.hostname = spec.hostname().value();
		this.zoneId = spec.zone().value();
		this.tunnelId = spec.tunnel().value();
		this.service = spec.service();
		this.loginUser = spec.loginUser();
		this.applicationType = spec.applicationType();
		this.sessionSeconds = spec.sessionDuration().toSeconds();
		this.enforceAtConnector = spec.enforceAtConnector();
		this.description = spec.description();
		this.policies = PolicyCodec.write(spec.policies()).toString();
		tag(spec.tags(), now);
		changed(Phase.PENDING, now);
	}

	/** Labels the server, which is nothing that Cloudflare has to follow. */
	void tag(List<String> tags, Instant now) {
		this.tags = tags.toArray(String[]::new);
		this.tagKeys = ServerTags.keys(tags).toArray(String[]::new);
		this.updatedAt = now;
	}

	/** Wants nothing of the server to be left. */
	void retire(Instant now) {
		this.retiredAt = now;
		changed(Phase.REMOVING, now);
	}

	private void changed(Phase phase, Instant now) {
		this.generation++;
		this.phase = phase;
		this.problem = null;
		this.updatedAt = now;
	}

	ServerId id() {
		return new ServerId(this.id);
	}

	String policies() {
		return this.policies;
	}

	boolean retired() {
		return this.retiredAt != null;
	}

	Hostname hostname() {
		return Hostname.of(this.hostname);
	}

	ZoneId zone() {
		return ZoneId.of(this.zoneId);
	}

	TunnelId tunnel() {
		return new TunnelId(this.tunnelId);
	}

	Server server() {
		return server(PolicyCodec.readObserved(JsonMapper.shared().readTree(this.policies)));
	}

	/** The same with policies that were made of their text before. */
	Server server(List<Policy> read) {
		Problem problem = (this.problem != null) ? JsonMapper.shared().readValue(this.problem, Problem.class) : null;
		return new Server(id(), spec(read), Objects.requireNonNull(this.version), this.phase, problem, this.generation,
				this.appliedGeneration, this.accessGeneration, this.ruleVersion, this.createdAt, this.updatedAt,
				this.retiredAt);
	}

	private ServerSpec spec(List<Policy> read) {
		return new ServerSpec(this.name, hostname(), zone(), tunnel(), this.service, this.loginUser,
				this.applicationType, Duration.ofSeconds(this.sessionSeconds), this.enforceAtConnector,
				this.description, List.of(this.tags), read);
	}

}

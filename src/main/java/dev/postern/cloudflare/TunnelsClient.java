package dev.postern.cloudflare;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.cloudflare.model.Connector;
import dev.postern.cloudflare.model.Tunnel;
import dev.postern.cloudflare.model.TunnelConfiguration;
import dev.postern.kernel.Secret;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PatchExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** Tunnels, their configurations and their connectors. */
@HttpExchange("/accounts/{account}/cfd_tunnel")
interface TunnelsClient {

	/**
	 * One page of the tunnels, deleted ones or live ones.
	 * <p>
	 * Unit: {@code perPage} 1 to 1000; the answer has no {@code total_pages}. Source: GET
	 * /accounts/{account_id}/cfd_tunnel
	 */
	@GetExchange
	Envelope<List<TunnelBody>> list(@PathVariable AccountId account, @RequestParam("is_deleted") boolean deleted,
			@RequestParam int page, @RequestParam("per_page") int perPage);

	/**
	 * A tunnel, also a deleted one.
	 * <p>
	 * Source: GET /accounts/{account_id}/cfd_tunnel/{tunnel_id}
	 */
	@GetExchange("/{tunnel}")
	Envelope<TunnelBody> get(@PathVariable AccountId account, @PathVariable TunnelId tunnel);

	/**
	 * The configuration document of a tunnel.
	 * <p>
	 * Errors: 404 1055 when the tunnel is not remotely managed, or deleted. Source: GET
	 * /accounts/{account_id}/cfd_tunnel/{tunnel_id}/configurations
	 */
	@GetExchange("/{tunnel}/configurations")
	Envelope<ConfigurationBody> configuration(@PathVariable AccountId account, @PathVariable TunnelId tunnel);

	/**
	 * Replaces the whole configuration document of a remotely managed tunnel.
	 * <p>
	 * Shape: {@code config.ingress[]} in match order, the last rule without hostname.
	 * Unit: time-outs in whole seconds. Errors: 400 1056 with the reason. There is no
	 * precondition: the caller sees to it that nobody else writes. Source: PUT
	 * /accounts/{account_id}/cfd_tunnel/{tunnel_id}/configurations
	 */
	@PutExchange("/{tunnel}/configurations")
	Envelope<ConfigurationBody> replaceConfiguration(@PathVariable AccountId account, @PathVariable TunnelId tunnel,
			@RequestBody NewConfiguration configuration);

	/**
	 * The connectors that run; a {@code null} result means none.
	 * <p>
	 * Source: GET /accounts/{account_id}/cfd_tunnel/{tunnel_id}/connections
	 */
	@GetExchange("/{tunnel}/connections")
	Envelope<List<ConnectorBody>> connectors(@PathVariable AccountId account, @PathVariable TunnelId tunnel);

	/**
	 * Makes a tunnel. The answer tells its secret, of which nothing is read here.
	 * <p>
	 * Unit: the secret is base64 of at least 32 bytes; without one Cloudflare chooses it.
	 * Errors: 409 1013 when a tunnel that is not deleted has the name. Source: POST
	 * /accounts/{account_id}/cfd_tunnel
	 */
	@PostExchange
	Envelope<TunnelBody> create(@PathVariable AccountId account, @RequestBody NewTunnel tunnel);

	/**
	 * Gives a tunnel another secret: tokens of before open no new connection, connections
	 * that are open stay.
	 * <p>
	 * Unit: base64 of at least 32 bytes. Source: PATCH
	 * /accounts/{account_id}/cfd_tunnel/{tunnel_id}
	 */
	@PatchExchange("/{tunnel}")
	Envelope<TunnelBody> changeSecret(@PathVariable AccountId account, @PathVariable TunnelId tunnel,
			@RequestBody NewSecret secret);

	/**
	 * Deletes a tunnel, softly.
	 * <p>
	 * Errors: 400 1022 while connectors are connected. DNS records and applications that
	 * point at it stay. Source: DELETE /accounts/{account_id}/cfd_tunnel/{tunnel_id}
	 */
	@DeleteExchange("/{tunnel}")
	Envelope<JsonNode> delete(@PathVariable AccountId account, @PathVariable TunnelId tunnel);

	/**
	 * What a connector shows to connect, as a bare text. Needs the permission to write.
	 * <p>
	 * Source: GET /accounts/{account_id}/cfd_tunnel/{tunnel_id}/token
	 */
	@GetExchange("/{tunnel}/token")
	Envelope<JsonNode> token(@PathVariable AccountId account, @PathVariable TunnelId tunnel);

	/**
	 * Closes the connections of all connectors; those whose token is of today come back
	 * by themselves.
	 * <p>
	 * Source: DELETE /accounts/{account_id}/cfd_tunnel/{tunnel_id}/connections
	 */
	@DeleteExchange("/{tunnel}/connections")
	Envelope<JsonNode> closeConnections(@PathVariable AccountId account, @PathVariable TunnelId tunnel);

	/**
	 * What a new tunnel is to be.
	 *
	 * @param configSrc {@code cloudflare} for one that is remotely managed
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record NewTunnel(String name, String configSrc, @JsonIgnore Secret secret) {

		@JsonProperty("tunnel_secret")
		String revealed() {
			return this.secret.reveal();
		}

	}

	/** Another secret; only JSON shows it. */
	record NewSecret(@JsonIgnore Secret secret) {

		@JsonProperty("tunnel_secret")
		String revealed() {
			return this.secret.reveal();
		}

	}

	/** What replaces a configuration. */
	record NewConfiguration(ObjectNode config) {
	}

	/** A tunnel on the wire. */
	@JsonNaming(SnakeCaseStrategy.class)
	record TunnelBody(TunnelId id, @Nullable String name, @Nullable String status, @Nullable String configSrc,
			@Nullable Boolean remoteConfig, @Nullable Instant createdAt, @Nullable Instant deletedAt) {

		public TunnelBody {
			WireFields.require("tunnel", id, "id");
		}

		Tunnel toTunnel() {
			boolean remote = switch (WireFields.orElse(this.configSrc, "")) {
				case "cloudflare" -> true;
				case "local" -> false;
				default -> !Boolean.FALSE.equals(this.remoteConfig);
			};
			return new Tunnel(this.id, WireFields.orElse(this.name, ""), WireFields.orElse(this.status, ""), remote,
					this.createdAt, this.deletedAt);
		}

	}

	/** A configuration on the wire. */
	record ConfigurationBody(Integer version, @Nullable String source, @Nullable ObjectNode config) {

		public ConfigurationBody {
			WireFields.require("configuration", version, "version");
		}

		boolean isLocal() {
			return "local".equals(this.source);
		}

		TunnelConfiguration toConfiguration() {
			return new TunnelConfiguration(this.version, this.config);
		}

	}

	/** A connector on the wire. */
	@JsonNaming(SnakeCaseStrategy.class)
	record ConnectorBody(String id, @Nullable String version, @Nullable String arch, @Nullable Instant runAt,
			@Nullable List<ConnectionBody> conns, @Nullable Integer configVersion) {

		public ConnectorBody {
			WireFields.require("connector", id, "id");
		}

		Connector toConnector() {
			List<ConnectionBody> connections = WireFields.orElse(this.conns, List.<ConnectionBody>of())
				.stream()
				.filter(Objects::nonNull)
				.toList();
			String originIp = connections.isEmpty() ? null : connections.getFirst().originIp();
			return new Connector(this.id, toldVersion(connections), this.arch, this.runAt, connections.size(),
					connections.stream().flatMap(ConnectionBody::location).distinct().sorted().toList(), originIp,
					this.configVersion);
		}

		/** Each connection says it, too. */
		private String toldVersion(List<ConnectionBody> connections) {
			return Stream.concat(Stream.ofNullable(this.version), connections.stream().flatMap(ConnectionBody::version))
				.filter((told) -> !told.isBlank())
				.findFirst()
				.orElse("");
		}

	}

	/** A connection of a connector on the wire. */
	@JsonNaming(SnakeCaseStrategy.class)
	record ConnectionBody(@Nullable String originIp, @Nullable String coloName, @Nullable String clientVersion) {

		Stream<String> version() {
			return Stream.ofNullable(this.clientVersion);
		}

		Stream<String> location() {
			return Stream.ofNullable(this.coloName);
		}

	}

}

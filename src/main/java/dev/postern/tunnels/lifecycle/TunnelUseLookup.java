package dev.postern.tunnels.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareTunnels;
import dev.postern.cloudflare.model.Connector;
import dev.postern.cloudflare.model.DnsRecord;
import dev.postern.cloudflare.model.TunnelConfiguration;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What a tunnel is needed for, here and at Cloudflare, as far as the credentials may see.
 * What cannot be asked is not taken for nothing (I3).
 */
@Component
class TunnelUseLookup {

	private static final String NOTHING_THERE = "http_status:";

	/** Each costs a request, of which there are 1,200 in five minutes for all work. */
	static final int MOST_ZONES = 100;

	private final ObjectProvider<TunnelUseSource> sources;

	private final Cloudflare cloudflare;

	private final CloudflareTunnels tunnels;

	TunnelUseLookup(ObjectProvider<TunnelUseSource> sources, Cloudflare cloudflare, CloudflareTunnels tunnels) {
		this.sources = sources;
		this.cloudflare = cloudflare;
		this.tunnels = tunnels;
	}

	/** What uses it in Postern. */
	List<TunnelUse> here(TunnelId tunnel) {
		return this.sources.stream().flatMap((source) -> source.of(tunnel).stream()).toList();
	}

	/**
	 * What uses it, records only where nothing else does: they cost a request for each
	 * zone.
	 * @throws CloudflareException when that is not known
	 */
	TunnelUses all(TunnelId tunnel) {
		List<TunnelUse> uses = new ArrayList<>(here(tunnel));
		uses.addAll(quick(tunnel));
		return uses.isEmpty() ? records(tunnel) : TunnelUses.withoutRecords(uses);
	}

	/**
	 * What uses it at Cloudflare and can be asked at once, which records cannot.
	 * @throws CloudflareException when that is not known
	 */
	List<TunnelUse> quick(TunnelId tunnel) {
		List<TunnelUse> uses = new ArrayList<>(rules(tunnel));
		this.tunnels.privateNetworks(tunnel)
			.forEach((network) -> uses.add(new TunnelUse(TunnelUse.Kind.NETWORK, network, null)));
		this.cloudflare.connectors(tunnel)
			.forEach((connector) -> uses.add(new TunnelUse(TunnelUse.Kind.CONNECTOR, name(connector), null)));
		return uses;
	}

	private List<TunnelUse> rules(TunnelId tunnel) {
		TunnelConfiguration configuration = this.cloudflare.configuration(tunnel);
		if (!configuration.tellsRules()) {
			throw CloudflareException.Unavailable.permanent("Cloudflare does not tell the rules of the tunnel");
		}
		ObjectNode config = configuration.config();
		return (config == null) ? List.of()
				: config.path("ingress")
					.valueStream()
					.filter(TunnelUseLookup::leadsSomewhere)
					.map((rule) -> new TunnelUse(TunnelUse.Kind.RULE, name(rule), null))
					.toList();
	}

	/** The last rule, which answers all that no other takes, is there always. */
	private static boolean leadsSomewhere(JsonNode rule) {
		boolean all = rule.path("hostname").asString("").isEmpty() && rule.path("path").asString("").isEmpty();
		return !all || !rule.path("service").asString("").startsWith(NOTHING_THERE);
	}

	private static String name(JsonNode rule) {
		String hostname = rule.path("hostname").asString("");
		return "%s → %s".formatted((hostname.isEmpty() ? "*" : hostname) + rule.path("path").asString(""),
				rule.path("service").asString("?"));
	}

	private static String name(Connector connector) {
		return Stream.of(Objects.requireNonNullElse(connector.originIp(), ""), connector.id())
			.filter((part) -> !part.isEmpty())
			.findFirst()
			.orElse("?");
	}

	private TunnelUses records(TunnelId tunnel) {
		String target = tunnel + ".cfargotunnel.com";
		List<ZoneId> zones = this.cloudflare.zoneIds();
		List<TunnelUse> found = zones.stream()
			.limit(MOST_ZONES)
			.flatMap((zone) -> this.cloudflare.dnsRecords(zone, target).stream())
			.filter((record) -> leadsTo(record, target))
			.map((record) -> new TunnelUse(TunnelUse.Kind.RECORD, record.name(), null))
			.toList();
		int seen = Math.min(zones.size(), MOST_ZONES);
		return new TunnelUses(found, seen, zones.size() - seen);
	}

	private static boolean leadsTo(DnsRecord record, String target) {
		if (record.unknownFields().contains("content") || record.unknownFields().contains("type")) {
			throw CloudflareException.Unavailable
				.permanent("Cloudflare does not tell where the DNS record %s leads".formatted(record.name()));
		}
		String content = record.content().toLowerCase(Locale.ROOT);
		return content.equals(target) || content.equals(target + ".");
	}

}

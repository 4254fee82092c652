package dev.postern.reconcile.payloads;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.RecordSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.stereotype.Component;

/** Says which request to Cloudflare each change takes, body included. */
@Component
public class PlannedRequests {

	private final Cloudflare cloudflare;

	private final JsonMapper json;

	PlannedRequests(Cloudflare cloudflare, JsonMapper json) {
		this.cloudflare = cloudflare;
		this.json = json;
	}

	/** The request that makes a change of a tunnel's plan. */
	public PlannedRequest of(TunnelId tunnel, Change change) {
		return switch (change) {
			case Change.CreateApp create ->
				new PlannedRequest("POST", account("/access/apps"), Payloads.application(create.after(), null));
			case Change.UpdateApp update -> new PlannedRequest("PUT", account("/access/apps/") + update.app(),
					Payloads.application(update.after(), update.body()));
			case Change.DeleteApp delete -> new PlannedRequest("DELETE", account("/access/apps/") + delete.app(), null);
			case Change.ReplaceIngress replace ->
				new PlannedRequest("PUT", account("/cfd_tunnel/%s/configurations".formatted(tunnel)),
						JsonNodeFactory.instance.objectNode().set("config", replace.after()));
			case Change.CreateDns create -> new PlannedRequest("POST", records(create.zone()), body(create.after()));
			case Change.UpdateDns update ->
				new PlannedRequest("PATCH", records(update.zone()) + "/" + update.id(), body(update.after()));
			case Change.DeleteDns delete ->
				new PlannedRequest("DELETE", records(delete.zone()) + "/" + delete.id(), null);
		};
	}

	private String account(String path) {
		return "/accounts/%s%s".formatted(this.cloudflare.account(), path);
	}

	private static String records(ZoneId zone) {
		return "/zones/%s/dns_records".formatted(zone);
	}

	private JsonNode body(RecordSpec spec) {
		return this.json.valueToTree(Payloads.record(spec));
	}

}

package dev.postern.audit.web;

import java.util.List;
import java.util.Set;

/**
 * What the audit can say of who did what, each with a text {@code audit.action.<action>}.
 */
final class AuditActions {

	/** In the order in which people look for them. */
	private static final List<String> KNOWN = List.of("server.registered", "server.edited", "server.removal_requested",
			"server.forgotten", "server.reconciliation_requested", "server.examined", "server.port_checked",
			"server.port_check_refused", "server.records_forgotten", "server.records_left", "server.host_keys_changed",
			"server.ca_requested", "server.ca_created", "server.ca_found", "server.ca_not_created",
			"server.grant_terms_changed", "server.ca_removal_requested", "server.ca_removal_refused",
			"server.ca_removed", "server.ca_forgotten", "server.zone_replaced", "tunnel.removals_approved",
			"tunnel.requested", "tunnel.created", "tunnel.found", "tunnel.not_created", "tunnel.token_shown",
			"tunnel.rotation_requested", "tunnel.rotated", "tunnel.not_rotated", "tunnel.rotation_refused",
			"tunnel.connections_closed", "tunnel.removal_requested", "tunnel.removal_refused", "tunnel.deleted",
			"tunnel.found_deleted", "tunnel.not_deleted", "grant.asked", "grant.extension_asked", "grant.voted",
			"grant.approved", "grant.begun", "grant.refused", "grant.withdrawn", "grant.expired", "grant.ended",
			"grant.revoked", "grant.logins_ended", "group.created", "group.edited", "group.removal_requested",
			"group.forgotten", "group.reconciliation_requested", "group.removals_approved", "service_token.requested",
			"service_token.created", "service_token.found", "service_token.not_created",
			"service_token.rotation_requested", "service_token.rotated", "service_token.rotation_refused",
			"service_token.extended", "service_token.disabled", "service_token.enabled",
			"service_token.removal_requested", "service_token.removal_refused", "service_token.deleted",
			"service_token.gone", "person.signed-in", "person.signed-out", "sign-in.refused", "person.joined",
			"person.roles-changed", "person.locked", "person.unlocked", "person.address-changed",
			"person.account-bound", "person.conflict-found", "person.account-linked", "person.replaced",
			"person.sessions-ended", "session.ended", "session.ended-by-provider", "token.created", "token.revoked",
			"token.refused", "ssh-config.downloaded", "known-hosts.downloaded", "certificate-script.downloaded",
			"ssh-settings.changed", "export.downloaded", "account.checked", "history.dropped");

	private static final Set<String> SET = Set.copyOf(KNOWN);

	private AuditActions() {
	}

	static List<String> known() {
		return KNOWN;
	}

	/** The key of the text that says what was done. */
	static String key(String action) {
		return SET.contains(action) ? "audit.action." + action : "audit.action.other";
	}

}

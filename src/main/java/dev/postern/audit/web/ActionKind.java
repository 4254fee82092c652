package dev.postern.audit.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.postern.kernel.InvalidInput;

/** Actions that people look for together. */
enum ActionKind {

	/** What decides who gets in where. */
	ACCESS,

	SERVERS, GROUPS, SERVICE_TOKENS, PEOPLE, SIGN_INS, DOWNLOADS, UPKEEP;

	/** Its name in addresses. */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** How the actions begin that are of this kind. */
	List<String> starts() {
		return switch (this) {
			case ACCESS -> List.of("server.registered", "server.edited", "server.removal_requested", "group.created",
					"group.edited", "group.removal_requested", "service_token.created", "service_token.rotated",
					"service_token.extended", "service_token.disabled", "service_token.enabled",
					"service_token.deleted", "grant.", "server.grant_terms_changed", "person.roles-changed",
					"person.locked", "person.unlocked");
			case SERVERS -> List.of("server.", "tunnel.");
			case GROUPS -> List.of("group.");
			case SERVICE_TOKENS -> List.of("service_token.");
			case PEOPLE -> List.of("person.joined", "person.roles-changed", "person.locked", "person.unlocked",
					"person.address-changed", "person.account-bound", "person.conflict-found", "person.account-linked",
					"person.replaced", "person.sessions-ended", "ssh-settings.changed");
			case SIGN_INS -> List.of("person.signed-in", "person.signed-out", "sign-in.", "session.", "token.");
			case DOWNLOADS -> List.of("ssh-config.downloaded", "known-hosts.downloaded",
					"certificate-script.downloaded", "export.downloaded");
			case UPKEEP -> List.of("account.", "history.");
		};
	}

	static ActionKind of(String code) {
		return Arrays.stream(values())
			.filter((kind) -> kind.code().equalsIgnoreCase(code))
			.findFirst()
			.orElseThrow(() -> InvalidInput.of("kind", code, "audit.error.kind"));
	}

}

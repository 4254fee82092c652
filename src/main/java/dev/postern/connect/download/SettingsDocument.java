package dev.postern.connect.download;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.postern.connect.IdentityFile;
import dev.postern.connect.ServerSettings;
import dev.postern.connect.SshSettings;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.ui.input.JsonBody;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A person's settings as the API tells and takes them. */
@Schema(name = "SshSettings")
record SettingsDocument(@Schema(description = "Stands before the name of each server") String aliasPrefix, @Schema(
		description = "The login user on all servers; null for the one of each server") @Nullable String loginUser,
		@Schema(description = "The private key where none is asked for; null for ~/.ssh/id_ed25519") @Nullable String identityFile,
		@Schema(description = "Whether connections are shared; never on Windows") boolean controlMaster,
		@Schema(description = "By the id of a server") Map<String, ServerDocument> servers) {

	static SettingsDocument of(SshSettings settings, Predicate<ServerId> told) {
		Map<String, ServerDocument> servers = new TreeMap<>();
		settings.servers().forEach((server, own) -> {
			if (told.test(server)) {
				servers.put(server.toString(),
						new ServerDocument(own.loginUser(), path(own.identityFile()), own.forwardAgent()));
			}
		});
		return new SettingsDocument(settings.aliasPrefix(), settings.loginUser(), path(settings.identityFile()),
				settings.controlMaster(), servers);
	}

	/**
	 * Reads what a caller sent; what is left out is as it usually is.
	 * @param known the servers that let the caller in, by their id
	 * @throws InvalidInput naming what cannot be taken
	 */
	static SshSettings read(JsonNode body, Map<String, ServerId> known) {
		JsonBody fields = new JsonBody(body,
				List.of("aliasPrefix", "loginUser", "identityFile", "controlMaster", "servers"), Set.of());
		String prefix = fields.text("aliasPrefix");
		String user = fields.text("loginUser");
		String key = fields.text("identityFile");
		boolean master = Objects.requireNonNullElse(fields.bool("controlMaster"), false);
		fields.throwIfInvalid();
		SettingsInput input = new SettingsInput();
		SshSettings settings = new SshSettings(input.aliasPrefix(prefix), input.loginUser("loginUser", user),
				input.identityFile("identityFile", key), master,
				fields.given("servers").map((servers) -> servers(servers, known, input)).orElse(Map.of()));
		input.throwIfInvalid();
		return settings;
	}

	private static Map<ServerId, ServerSettings> servers(JsonNode servers, Map<String, ServerId> known,
			SettingsInput input) {
		if (!servers.isObject()) {
			throw InvalidInput.of("servers", "", "ui.json.object");
		}
		Map<ServerId, ServerSettings> read = new HashMap<>();
		servers.properties().forEach((entry) -> {
			String field = "servers." + entry.getKey();
			ServerId id = known.get(entry.getKey());
			if (id == null) {
				input.reject(field, entry.getKey(), "connect.error.not-mine");
				return;
			}
			try {
				JsonBody own = new JsonBody(entry.getValue(), List.of("loginUser", "identityFile", "forwardAgent"),
						Set.of());
				String user = own.text("loginUser");
				String key = own.text("identityFile");
				boolean agent = Objects.requireNonNullElse(own.bool("forwardAgent"), false);
				own.throwIfInvalid();
				read.put(id, new ServerSettings(input.loginUser(field + ".loginUser", user),
						input.identityFile(field + ".identityFile", key), agent));
			}
			catch (InvalidInput ex) {
				throw new InvalidInput(
						ex.problems().stream().map((problem) -> problem.under(field)).collect(Collectors.toList()));
			}
		});
		return read;
	}

	private static @Nullable String path(@Nullable IdentityFile key) {
		return (key != null) ? key.path() : null;
	}

	/** What is wanted for one server. */
	@Schema(name = "SshServerSettings")
	record ServerDocument(@Nullable String loginUser, @Nullable String identityFile, @Schema(
			description = "Whether the server may use the keys of the agent: who is root there can, too") boolean forwardAgent) {
	}

}

package dev.postern.connect.download;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.postern.connect.MyServer;
import dev.postern.connect.MyServers;
import dev.postern.connect.SshSettings;
import dev.postern.connect.StoredSshSettings;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.kernel.ServerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import tools.jackson.databind.JsonNode;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the caller wants in their ssh configs, for programs. */
@RestController
@RequestMapping("/api/v1/me/ssh-settings")
@ForSignedIn
@Tag(name = "Me")
class SettingsApi {

	private final MyServers servers;

	private final StoredSshSettings settings;

	SettingsApi(MyServers servers, StoredSshSettings settings) {
		this.servers = servers;
		this.settings = settings;
	}

	@GetMapping
	@Operation(summary = "What the caller wants in their ssh configs")
	SettingsDocument settings(Person person) {
		return document(person, mine(person));
	}

	@PutMapping
	@Operation(summary = "Says what the caller wants in their ssh configs",
			description = "All at once: what is left out is as usual again, also for servers that are not named. "
					+ "Settings for servers that do not let the caller in any more are kept for when they do again.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(schema = @Schema(implementation = SettingsDocument.class)))
	SettingsDocument change(@RequestBody JsonNode body, Person person) {
		Map<String, ServerId> mine = mine(person);
		SshSettings wanted = SettingsDocument.read(body, mine);
		this.settings.change(person, (kept) -> wanted.withOthers(kept, mine.values()));
		return document(person, mine);
	}

	private SettingsDocument document(Person person, Map<String, ServerId> mine) {
		return SettingsDocument.of(this.settings.of(person.id()), mine::containsValue);
	}

	private Map<String, ServerId> mine(Person person) {
		return this.servers.of(person)
			.stream()
			.map(MyServer::id)
			.collect(Collectors.toMap(ServerId::toString, Function.identity()));
	}

}

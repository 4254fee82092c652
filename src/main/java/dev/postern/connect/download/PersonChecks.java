package dev.postern.connect.download;

import java.util.Optional;

import dev.postern.connect.ClientSystem;
import dev.postern.connect.MyServers;
import dev.postern.connect.SshSettings;
import dev.postern.connect.StoredSshSettings;
import dev.postern.connect.check.CheckedConfig;
import dev.postern.connect.check.ConfigChecks;
import dev.postern.identity.Person;

import org.springframework.stereotype.Component;

/** Compares a file with what its person would get today. Keeps nothing of it. */
@Component
class PersonChecks {

	private final MyServers servers;

	private final StoredSshSettings settings;

	private final ConfigFiles files;

	private final ConfigChecks checks;

	PersonChecks(MyServers servers, StoredSshSettings settings, ConfigFiles files, ConfigChecks checks) {
		this.servers = servers;
		this.settings = settings;
		this.files = files;
		this.checks = checks;
	}

	CheckedConfig check(Person person, ConfigCheckRequest request) {
		String text = request.checkedText();
		Optional<ClientSystem> asked = request.checkedSystem();
		SshSettings wanted = this.settings.of(person.id());
		ClientSystem system = asked.or(() -> ConfigChecks.systemOf(text)).orElse(ClientSystem.LINUX);
		return this.checks.check(text,
				this.files.config(person, this.servers.of(person), wanted, ConfigFiles.usual(system, wanted)), asked,
				wanted.identityFile() != null);
	}

}

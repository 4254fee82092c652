package dev.postern.connect.download;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.postern.connect.ClientSetup;
import dev.postern.connect.ClientSystem;
import dev.postern.connect.KnownHosts;
import dev.postern.connect.MyServer;
import dev.postern.connect.MyServers;
import dev.postern.connect.SshConfig;
import dev.postern.connect.SshConfigWriter;
import dev.postern.connect.SshSettings;
import dev.postern.connect.StoredSshSettings;
import dev.postern.connect.check.CheckedConfig;
import dev.postern.connect.check.ConfigChecks;
import dev.postern.connect.download.LastConfigs.LastConfig;
import dev.postern.connect.installer.Installer;
import dev.postern.connect.installer.InstallerScripts;
import dev.postern.identity.Person;
import dev.postern.kernel.Sha256;
import dev.postern.ui.Downloads;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Makes the files that a person downloads or copies. */
@Component
public class ConfigFiles {

	private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

	private static final String KIND = "ssh-config";

	private static final String KEYS_KIND = "known-hosts";

	/** As long a change is told to those whose last files know of it, too. */
	private static final Duration NEWS = Duration.ofDays(14);

	private final MyServers servers;

	private final StoredSshSettings settings;

	private final SshConfigWriter writer;

	private final KnownHosts knownHosts;

	private final InstallerScripts scripts;

	private final ConfigChecks checks;

	private final LastConfigs last;

	private final Downloads downloads;

	private final TransactionOperations transactions;

	private final Clock clock;

	ConfigFiles(MyServers servers, StoredSshSettings settings, SshConfigWriter writer, KnownHosts knownHosts,
			InstallerScripts scripts, ConfigChecks checks, LastConfigs last, Downloads downloads,
			TransactionOperations transactions, Clock clock) {
		this.servers = servers;
		this.settings = settings;
		this.writer = writer;
		this.knownHosts = knownHosts;
		this.scripts = scripts;
		this.checks = checks;
		this.last = last;
		this.downloads = downloads;
		this.transactions = transactions;
		this.clock = clock;
	}

	/** A person's config for some of the servers that let them in. */
	public SshConfig config(Person person, List<MyServer> servers, SshSettings settings, ClientSetup setup) {
		return SshConfig.of(person.email(), servers, settings, page(), setup);
	}

	public String text(SshConfig config) {
		return this.writer.write(config, this.clock.instant());
	}

	/** What a person's last config lacks by now; empty when there is none or nothing. */
	public Optional<StaleConfig> stale(Person person, List<MyServer> servers, SshSettings settings) {
		return this.last.of(person.id())
			.map((taken) -> stale(taken, person, servers, settings))
			.filter((stale) -> !stale.checked().upToDate());
	}

	private StaleConfig stale(LastConfig taken, Person person, List<MyServer> servers, SshSettings settings) {
		ClientSystem system = ConfigChecks.systemOf(taken.text()).orElse(ClientSystem.LINUX);
		SshConfig now = config(person, servers, settings, usual(system, settings));
		CheckedConfig checked = this.checks.check(taken.text(), now, Optional.of(system),
				settings.identityFile() != null);
		return new StaleConfig(taken.takenAt(), checked.and(this.checks.ofTakenKeys(taken.knownHosts(), now)));
	}

	/**
	 * Host keys that took the place of others, newest first: those that the last files do
	 * not know, and for a while the others, too, since a person may have more computers
	 * than one.
	 */
	public List<KeyNews> keyNews(Person person, List<MyServer> servers, SshSettings settings) {
		Optional<LastConfig> taken = this.last.of(person.id());
		if (taken.isEmpty()) {
			return List.of();
		}
		Instant since = this.clock.instant().minus(NEWS);
		return servers.stream()
			.filter(MyServer::connectable)
			.flatMap((server) -> Optional.ofNullable(server.hostKeys())
				.filter((keys) -> keys.readable() && keys.revision() > 1)
				.map((keys) -> new KeyNews(settings.alias(server), keys.by(), keys.at(), keys.told(),
						taken.get().takenAt().isBefore(keys.at())))
				.stream())
			.filter((news) -> news.unknown() || news.at().isAfter(since))
			.sorted(Comparator.comparing(KeyNews::at).reversed())
			.toList();
	}

	/** The setup in which nothing but what the person always wants is said. */
	static ClientSetup usual(ClientSystem system, SshSettings settings) {
		return new SshConfigRequest(system.code(), null, null, null).setup(system, settings);
	}

	/** Unchanged as long as only the time it was made would differ. */
	ResponseEntity<String> download(Person person, SshConfigRequest wanted, ClientSystem usual,
			HttpServletRequest request) {
		SshConfig config = config(person, wanted, usual);
		return give(person, config, request, "postern_config", this.writer.fingerprint(config), text(config));
	}

	/** The host keys of the servers in the config, which are the same on every system. */
	ResponseEntity<String> knownHosts(Person person, HttpServletRequest request) {
		SshConfig config = ofEverySystem(person);
		String text = keys(config);
		ResponseEntity<String> answer = this.transactions.execute((status) -> {
			ResponseEntity.BodyBuilder begun = this.downloads.file(request, KEYS_KIND, KnownHosts.NAME,
					'"' + this.knownHosts.fingerprint(config) + '"');
			this.last.keepKnownHosts(person.id(), text);
			return begun.contentType(TEXT).header(HttpHeaders.CACHE_CONTROL, "private, no-cache").body(text);
		});
		return Objects.requireNonNull(answer);
	}

	private SshConfig ofEverySystem(Person person) {
		SshSettings settings = this.settings.of(person.id());
		return config(person, this.servers.of(person), settings, usual(ClientSystem.LINUX, settings));
	}

	private String keys(SshConfig config) {
		return this.knownHosts.write(config, this.clock.instant());
	}

	/**
	 * The script that keeps the config on a computer.
	 * @param carried whether it brings the config of today along
	 * @param pasted whether it is one command and not a file
	 */
	ResponseEntity<String> installer(Person person, SshConfigRequest wanted, ClientSystem usual, boolean carried,
			boolean pasted, HttpServletRequest request) {
		SshConfig config = config(person, wanted, usual);
		Installer installer = installer(config, wanted, carried);
		String script = pasted ? this.scripts.pasted(installer) : this.scripts.file(installer);
		if (!carried) {
			return this.downloads.file(request, KIND, installer.name(), '"' + Sha256.of(script) + '"')
				.contentType(TEXT)
				.header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
				.body(script);
		}
		String same = "%s %s %s %s".formatted(this.scripts.version(installer.system()), this.writer.fingerprint(config),
				pasted, installer.address());
		return give(person, config, request, installer.name(), Sha256.of(same), script, installer.knownHosts());
	}

	private ResponseEntity<String> give(Person person, SshConfig config, HttpServletRequest request, String name,
			String state, String body) {
		return give(person, config, request, name, state, body, null);
	}

	/** The config is remembered with the entry that says who took it, or not at all. */
	private ResponseEntity<String> give(Person person, SshConfig config, HttpServletRequest request, String name,
			String state, String body, @Nullable String keys) {
		ResponseEntity<String> answer = this.transactions.execute((status) -> {
			ResponseEntity.BodyBuilder begun = this.downloads.file(request, KIND, name, '"' + state + '"');
			this.last.keep(person.id(), text(config));
			if (keys != null) {
				this.last.keepKnownHosts(person.id(), keys);
			}
			else if (config.pinned().isEmpty()) {
				this.last.forgetKnownHosts(person.id());
			}
			return begun.contentType(TEXT).header(HttpHeaders.CACHE_CONTROL, "private, no-cache").body(body);
		});
		return Objects.requireNonNull(answer);
	}

	private SshConfig config(Person person, SshConfigRequest wanted, ClientSystem usual) {
		SshSettings settings = this.settings.of(person.id());
		return config(person, this.servers.of(person), settings, wanted.setup(usual, settings));
	}

	private Installer installer(SshConfig config, SshConfigRequest wanted, boolean carried) {
		Map<String, String> parameters = wanted.parameters();
		parameters.put("system", config.setup().system().code());
		parameters.put("style", config.setup().style().code());
		String query = parameters.entrySet()
			.stream()
			.map((one) -> one.getKey() + "=" + encoded(one.getValue()))
			.collect(Collectors.joining("&"));
		String api = ServletUriComponentsBuilder.fromCurrentContextPath().path("/api/v1/me").toUriString();
		try {
			return new Installer(config.setup().system(), config.setup().style(), config.portal(),
					api + "/ssh-config?" + query, api + "/known-hosts", carried ? text(config) : null,
					(carried && !config.pinned().isEmpty()) ? keys(config) : null);
		}
		catch (IllegalArgumentException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, null, ex);
		}
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
	}

	private static String page() {
		return ServletUriComponentsBuilder.fromCurrentContextPath().path("/connect").toUriString();
	}

}

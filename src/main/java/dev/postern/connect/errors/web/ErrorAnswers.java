package dev.postern.connect.errors.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.connect.ClientSystem;
import dev.postern.tunnels.cloudflared.CloudflaredVersion;
import dev.postern.connect.MyServer;
import dev.postern.connect.MyServers;
import dev.postern.connect.errors.ErrorCatalogue;
import dev.postern.connect.errors.ErrorText;
import dev.postern.connect.errors.KnownError;
import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.servers.hostkeys.HostKey;
import dev.postern.servers.hostkeys.PinnedKeys;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.NoSuchMessageException;
import org.springframework.stereotype.Component;

/** Says what outputs mean. Keeps and notes nothing of them. */
@Component
class ErrorAnswers {

	private static final int MOST_SERVERS = 5;

	private static final String EMPTY_DOMAIN = "empty-domain";

	private static final Set<String> ABOUT_KEYS = Set.of("host-key", "host-key-unknown");

	private static final Set<String> ABOUT_CERTIFICATES = Set.of("create-ca", "public-key");

	private final MyServers servers;

	private final MessageSource messages;

	ErrorAnswers(MyServers servers, MessageSource messages) {
		this.servers = servers;
		this.messages = messages;
	}

	ErrorAnswer answer(ErrorQuestion question, Person reader) {
		List<MyServer> named = this.servers.of(reader)
			.stream()
			.filter((server) -> question.text().names(server.name())
					|| question.text().names(server.hostname().value()))
			.limit(MOST_SERVERS)
			.toList();
		String code = ErrorCatalogue.find(question.text()).map(KnownError::code).orElse(null);
		Optional<CloudflaredVersion> version = question.version().or(() -> ErrorCatalogue.versionIn(question.text()));
		Optional<String> update = update(code, version);
		String texts = (code != null) ? code : "unknown";
		return new ErrorAnswer(code, text(texts + ".what"), text(texts + ".means"), text(texts + ".todo"),
				isPinned(texts, named) ? null : command(texts, question.terminal(), named), update.orElse(null),
				update.map((said) -> command("update", question.terminal(), named)).orElse(null),
				question.text().isWhole(),
				named.stream().map((server) -> named(server, texts, question.text(), reader)).toList());
	}

	/** What is pinned is not taken out by hand: the files are downloaded again. */
	private static boolean isPinned(String texts, List<MyServer> named) {
		return ABOUT_KEYS.contains(texts)
				&& named.stream().map(MyServer::hostKeys).anyMatch((keys) -> keys != null && keys.isPinned());
	}

	/** The command for an error where none of the servers is meant. */
	@Nullable String command(String code, ClientSystem system) {
		return command(code, system, List.of());
	}

	private @Nullable String command(String code, ClientSystem system, List<MyServer> named) {
		Object[] args = named.isEmpty() ? new Object[] { text("any-hostname"), text("any-name") }
				: new Object[] { named.getFirst().hostname(), named.getFirst().name() };
		return commandKeys(system).flatMap((ending) -> find(code + ".command" + ending, args).stream())
			.findFirst()
			.orElse(null);
	}

	/** The endings of keys of commands for a system, the most fitting first. */
	private static Stream<String> commandKeys(ClientSystem system) {
		return system.powerShell() ? Stream.of("." + system.code(), "") : Stream.of("." + system.code(), ".posix", "");
	}

	/**
	 * One error is of old releases alone; whoever runs a new one runs the old one, too.
	 */
	private Optional<String> update(@Nullable String code, Optional<CloudflaredVersion> version) {
		boolean onlyOld = EMPTY_DOMAIN.equals(code);
		if (version.isPresent()) {
			String text = version.get().isOutdated() ? "outdated" : onlyOld ? "two-releases" : "";
			return text.isEmpty() ? Optional.empty() : find(text, version.get());
		}
		return onlyOld ? find("old-release", CloudflaredVersion.TRUSTWORTHY) : Optional.empty();
	}

	private static ErrorAnswer.NamedServer named(MyServer server, String texts, ErrorText output, Person reader) {
		boolean looksAfter = reader.has(Role.ADMIN) || reader.has(Role.AUDITOR);
		return new ErrorAnswer.NamedServer(server.id(), server.name(), server.hostname(),
				"/servers/%s/doctor".formatted(server.id()), (looksAfter && ABOUT_CERTIFICATES.contains(texts))
						? "/servers/%s/certificates".formatted(server.id()) : null,
				ABOUT_KEYS.contains(texts) ? keys(server, output) : null);
	}

	private static ErrorAnswer.@Nullable KnownKeys keys(MyServer server, ErrorText output) {
		PinnedKeys keys = server.hostKeys();
		if (keys == null || !keys.readable()) {
			return null;
		}
		return new ErrorAnswer.KnownKeys(keys.at(), keys.by(), keys.revision() > 1,
				keys.keys().stream().map(HostKey::told).toList(), shown(keys, output));
	}

	/**
	 * Where one is pinned and another one is not, nobody can tell which one came from the
	 * server.
	 */
	private static ErrorAnswer.Shown shown(PinnedKeys keys, ErrorText output) {
		Set<String> pinned = keys.keys().stream().map(HostKey::fingerprint).collect(Collectors.toSet());
		if (pinned.isEmpty() || output.fingerprints().isEmpty()) {
			return ErrorAnswer.Shown.NOT_SAID;
		}
		if (pinned.containsAll(output.fingerprints())) {
			return ErrorAnswer.Shown.PINNED;
		}
		return output.fingerprints().stream().noneMatch(pinned::contains) ? ErrorAnswer.Shown.OTHER
				: ErrorAnswer.Shown.NOT_SAID;
	}

	private String text(String code, Object... args) {
		return this.messages.getMessage("connect.pasted." + code, args, Locale.ENGLISH);
	}

	private Optional<String> find(String code, Object... args) {
		try {
			return Optional.of(text(code, args));
		}
		catch (NoSuchMessageException ex) {
			return Optional.empty();
		}
	}

}

package dev.postern.connect.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.connect.ClientSystem;
import dev.postern.tunnels.cloudflared.CloudflaredVersion;
import dev.postern.connect.ConfigStamp;
import dev.postern.connect.ConfigStamp.ServerStamp;
import dev.postern.connect.SshConfig;
import dev.postern.connect.SshConfigWriter;
import dev.postern.connect.SshHost;
import dev.postern.connect.check.Finding.Kind;
import dev.postern.kernel.PlainText;
import dev.postern.servers.hostkeys.PinnedKeys;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Says what in a file is not so any more. It compares with the config of the person who
 * asks, so nobody learns of servers that do not let them in (I13).
 */
@Component
public class ConfigChecks {

	/** More than that is no config that Postern made. */
	private static final int MOST = 2_000;

	private static final int LONGEST = 120;

	private static final List<String> SHARED = List.of("forwardagent", "controlmaster", "identitiesonly");

	private final SshConfigWriter writer;

	ConfigChecks(SshConfigWriter writer) {
		this.writer = writer;
	}

	/**
	 * What a person lacks who took a config and no keys with it, or older ones.
	 * @param knownHosts the keys that were taken; {@code null} for none
	 */
	public List<Finding> ofTakenKeys(@Nullable String knownHosts, SshConfig now) {
		if (knownHosts == null) {
			return now.pinned().isEmpty() ? List.of() : List.of(Finding.of(Kind.HOST_KEYS_MISSING, ""));
		}
		List<Finding> findings = new ArrayList<>();
		FoundKnownHosts.in(knownHosts).ifPresent((file) -> addOfKnownHosts(file, now, findings));
		return findings.stream().distinct().toList();
	}

	/** The system that a text says it was made for. */
	public static Optional<ClientSystem> systemOf(String text) {
		return FoundConfig.of(text).stamp().flatMap((stamp) -> ClientSystem.of(stamp.system()));
	}

	/**
	 * Compares a text with what the person's config would say now.
	 * @param system the computer that the file is used on; empty for the one that it was
	 * made for
	 * @param chosenKey whether the person wants a certain key in each config
	 */
	public CheckedConfig check(String text, SshConfig now, Optional<ClientSystem> system, boolean chosenKey) {
		List<Finding> findings = new ArrayList<>();
		Optional<FoundKnownHosts> known = FoundKnownHosts.in(text);
		FoundConfig found = FoundConfig.of(known.map(FoundKnownHosts::rest).orElse(text));
		Optional<Finding> cloudflared = ofCloudflared(text);
		known.ifPresent((file) -> addOfKnownHosts(file, now, findings));
		if (found.isAny()) {
			addOfFile(found, now, findings);
			if (findings.stream().noneMatch(ConfigChecks::isForeign)) {
				addOfServers(found, now, system, chosenKey, findings);
			}
		}
		else if (known.isEmpty() && cloudflared.isEmpty() && !CloudflaredVersion.isToldIn(text)) {
			findings.add(Finding.of(Kind.NOT_OURS, ""));
		}
		cloudflared.ifPresent(findings::add);
		Optional<ConfigStamp> stamp = found.stamp().or(() -> known.map(FoundKnownHosts::stamp));
		return new CheckedConfig(shown(stamp.map(ConfigStamp::person).orElse(found.person())),
				stamp.map(ConfigStamp::made).orElse(""),
				stamp.flatMap((one) -> ClientSystem.of(one.system())).map(ClientSystem::code).orElse("unknown"),
				findings.stream().distinct().toList());
	}

	/** What has to be said of the cloudflared whose version stands in a text, if any. */
	private static Optional<Finding> ofCloudflared(String text) {
		String enough = CloudflaredVersion.TRUSTWORTHY.toString();
		Optional<CloudflaredVersion> told = CloudflaredVersion.toldIn(text);
		if (told.isEmpty() && CloudflaredVersion.isToldIn(text)) {
			return Optional.of(Finding.of(Kind.CLOUDFLARED_UNKNOWN, "", enough));
		}
		return told.filter(CloudflaredVersion::isOutdated)
			.map((version) -> Finding.of(Kind.CLOUDFLARED_OLD, "", version.toString(), enough));
	}

	/** Servers of others are not compared: all of them would be told to be gone. */
	private static boolean isForeign(Finding finding) {
		return finding.kind() == Kind.OTHER_PERSON || finding.kind() == Kind.OTHER_PORTAL;
	}

	private static void addOfKnownHosts(FoundKnownHosts found, SshConfig now, List<Finding> findings) {
		addOfOwner(found.stamp().person(), found.stamp().portal(), now, findings);
		if (!found.whole()) {
			findings.add(Finding.of(Kind.NOT_WHOLE, ""));
		}
		else if (found.edited()) {
			findings.add(Finding.of(Kind.EDITED, ""));
		}
		if (findings.stream().noneMatch(ConfigChecks::isForeign)) {
			Map<String, String> marks = found.servers()
				.stream()
				.collect(Collectors.toMap(ServerStamp::server, ServerStamp::hostKeys, (one, other) -> one));
			now.hosts()
				.stream()
				.filter(SshHost::writable)
				.forEach((host) -> addOfKeys(Objects.requireNonNullElse(marks.get(host.id().toString()), ""), host,
						host.alias(), findings));
		}
	}

	/** What became of the keys of a server since a file was made. */
	private static void addOfKeys(String then, SshHost now, String alias, List<Finding> findings) {
		PinnedKeys keys = now.hostKeys();
		String mark = now.keyMark();
		if (keys == null || then.equals(mark)) {
			return;
		}
		Finding finding = mark.isEmpty() ? Finding.of(Kind.HOST_KEYS_REMOVED, alias, keys.by()) : Finding
			.of(then.isEmpty() ? Kind.HOST_KEYS_PINNED : Kind.HOST_KEYS_CHANGED, alias, keys.by(), keys.told());
		findings.add(finding.since(keys.at()));
	}

	/**
	 * Whether a file fetches certificates for a server that takes them, and no others.
	 */
	private static void addOfCertificates(FoundHost then, SshHost now, SshConfig config, String alias,
			List<Finding> findings) {
		boolean able = SshConfigWriter.fetchesCertificates(now, config) && !then.program().startsWith("/mnt/");
		String today = able ? now.authority() : "";
		if (!then.authority().equals(today)) {
			findings.add(Finding.of(then.authority().isEmpty() ? Kind.CERTIFICATES_NEW
					: today.isEmpty() ? Kind.CERTIFICATES_ENDED : Kind.CERTIFICATES_CHANGED, alias));
		}
	}

	private static void addOfOwner(String person, String portal, SshConfig now, List<Finding> findings) {
		if (!person.isEmpty() && !person.equalsIgnoreCase(now.person().value())) {
			findings.add(Finding.of(Kind.OTHER_PERSON, "", shown(person), now.person().value()));
		}
		if (!portal.isEmpty() && !portal.equals(now.portal())) {
			findings.add(Finding.of(Kind.OTHER_PORTAL, "", shown(portal), now.portal()));
		}
	}

	private static void addOfFile(FoundConfig found, SshConfig now, List<Finding> findings) {
		addOfOwner(found.person(), found.portal(), now, findings);
		if (found.stamp().isEmpty()) {
			findings.add(Finding.of(Kind.UNDATED, ""));
		}
		else if (!found.whole()) {
			findings.add(Finding.of(Kind.NOT_WHOLE, ""));
		}
		else if (found.edited()) {
			findings.add(Finding.of(Kind.EDITED, ""));
		}
	}

	private void addOfServers(FoundConfig found, SshConfig now, Optional<ClientSystem> system, boolean chosenKey,
			List<Finding> findings) {
		Set<SshHost> met = new HashSet<>();
		String otherProgram = "";
		for (FoundHost host : found.hosts().stream().limit(MOST).toList()) {
			Optional<SshHost> today = sameServer(host, now.hosts());
			if (today.isEmpty()) {
				findings.add(Finding.of(Kind.GONE, shown(host.alias())));
				continue;
			}
			met.add(today.get());
			addOfServer(host, today.get(), now, chosenKey, findings);
			if (otherProgram.isEmpty() && isOfAnotherSystem(host, found, system)) {
				otherProgram = host.program();
			}
		}
		if (!otherProgram.isEmpty()) {
			findings.add(Finding.of(Kind.OTHER_SYSTEM, "", shown(otherProgram),
					system.map(ClientSystem::code)
						.orElseGet(() -> found.stamp()
							.flatMap((stamp) -> ClientSystem.of(stamp.system()))
							.map(ClientSystem::code)
							.orElse("unknown"))));
		}
		now.hosts()
			.stream()
			.filter((host) -> host.writable() && !met.contains(host))
			.forEach((host) -> findings.add(Finding.of(Kind.NEW, host.alias(), host.hostname())));
	}

	private void addOfServer(FoundHost then, SshHost now, SshConfig config, boolean chosenKey, List<Finding> findings) {
		String alias = shown(then.alias());
		Map<String, String> options = this.writer.options(now, config);
		if (!then.alias().equals(now.alias())) {
			findings.add(Finding.of(Kind.RENAMED, alias, now.alias()));
		}
		if (!then.option("hostname").equals(now.hostname())) {
			findings.add(Finding.of(Kind.HOSTNAME, alias, shown(then.option("hostname")), now.hostname()));
		}
		if (!then.application().isEmpty() && !now.application().isEmpty()
				&& !then.application().equals(now.application())) {
			findings.add(Finding.of(Kind.APPLICATION, alias, now.hostname()));
		}
		addOfKeys(then.hostKeys(), now, alias, findings);
		addOfCertificates(then, now, config, alias, findings);
		if (!then.option("user").equals(now.loginUser())) {
			findings.add(Finding.of(Kind.LOGIN_USER, alias, shown(then.option("user")), now.loginUser()));
		}
		String key = Objects.requireNonNullElse(options.get("IdentityFile"), "");
		if ((chosenKey || now.identityFile() != null) && !then.option("identityfile").equals(key)) {
			findings.add(Finding.of(Kind.KEY, alias, shown(then.option("identityfile")), key));
		}
		List<String> other = options.entrySet()
			.stream()
			.map((option) -> Map.entry(option.getKey().toLowerCase(Locale.ROOT), option.getValue()))
			.filter((option) -> SHARED.contains(option.getKey()))
			.filter((option) -> !then.option(option.getKey()).equals(option.getValue()))
			.map(Map.Entry::getKey)
			.toList();
		List<String> more = SHARED.stream()
			.filter((keyword) -> !then.option(keyword).isEmpty()
					&& options.keySet().stream().noneMatch(keyword::equalsIgnoreCase))
			.toList();
		if (!other.isEmpty() || !more.isEmpty()) {
			findings.add(Finding.of(Kind.OPTIONS, alias,
					String.join(", ", Stream.concat(other.stream(), more.stream()).toList())));
		}
	}

	/**
	 * By its id; in old files, which have none, by where it leads or how it is called.
	 */
	private static Optional<SshHost> sameServer(FoundHost found, List<SshHost> hosts) {
		if (!found.server().isEmpty()) {
			return hosts.stream().filter((host) -> host.id().toString().equals(found.server())).findFirst();
		}
		return hosts.stream()
			.filter((host) -> host.hostname().equals(found.option("hostname")))
			.findFirst()
			.or(() -> hosts.stream().filter((host) -> host.alias().equals(found.alias())).findFirst());
	}

	/** A path that people chose themselves is none of another system. */
	private static boolean isOfAnotherSystem(FoundHost host, FoundConfig found, Optional<ClientSystem> asked) {
		Optional<ClientSystem> system = asked
			.or(() -> found.stamp().flatMap((stamp) -> ClientSystem.of(stamp.system())));
		String program = host.program();
		return system.isPresent() && !program.isEmpty() && !system.get().places().contains(program)
				&& Stream.of(ClientSystem.values()).anyMatch((other) -> other.places().contains(program));
	}

	private static String shown(String text) {
		String seen = PlainText.visible(text);
		return (seen.length() <= LONGEST) ? seen : seen.substring(0, LONGEST - 1) + "…";
	}

}

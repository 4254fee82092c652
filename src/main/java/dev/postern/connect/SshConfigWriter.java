package dev.postern.connect;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Writes ssh configs. Nothing that came from outside gets into the text without having
 * been checked against a list of what is allowed; nothing is escaped (I12).
 */
@Component
public class SshConfigWriter {

	/**
	 * Where nothing stands, on Windows, too. Older releases take {@code none} for a file
	 * of that name in the folder where somebody happens to be.
	 */
	private static final String NO_FILE = "/dev/null";

	private final FileRemarks remarks;

	SshConfigWriter(MessageSource messages) {
		this.remarks = new FileRemarks(messages);
	}

	/** The text of the file, lines ended by line feeds. */
	public String write(SshConfig config, Instant made) {
		String time = made.truncatedTo(ChronoUnit.SECONDS).toString();
		String hosts = hosts(config);
		ConfigStamp stamp = stamp(config, time, hosts);
		boolean inline = config.setup().style() == ConfigStyle.INLINE;
		StringBuilder text = new StringBuilder();
		if (inline) {
			text.append(config.marks().begin()).append('\n');
		}
		this.remarks.say(text, "for", config.person().value());
		this.remarks.say(text, "made", time);
		this.remarks.say(text, "from", config.portal());
		this.remarks.say(text, inline ? "paste" : "include");
		this.remarks.say(text, inline ? "generated-inline" : "generated");
		if (!config.pinned().isEmpty()) {
			this.remarks.say(text, "pinned");
		}
		this.remarks.add(text, stamp.line());
		text.append(hosts);
		text.append(stamp.lastLine()).append('\n');
		if (inline) {
			text.append(config.marks().end()).append('\n');
		}
		return text.toString();
	}

	/** The same for configs that differ only in when they were made. */
	public String fingerprint(SshConfig config) {
		return stamp(config, "", hosts(config)).state();
	}

	/** What is said of a server, by keyword. */
	public Map<String, String> options(SshHost host, SshConfig config) {
		Map<String, String> options = new LinkedHashMap<>();
		options.put("HostName", host.hostname());
		options.put("User", host.loginUser());
		IdentityFile key = (host.identityFile() != null) ? host.identityFile() : config.setup().identityFile();
		options.put("IdentityFile", key.quoted());
		options.put("IdentitiesOnly", "yes");
		options.put("ProxyCommand", config.setup().cloudflared().proxyCommand());
		options.put("ServerAliveInterval", "30");
		options.put("ServerAliveCountMax", "3");
		if (host.isPinned()) {
			// Also where a port or an address of the person's own would change the name.
			options.put("HostKeyAlias", host.hostname());
			options.put("UserKnownHostsFile", KnownHosts.PATH);
			options.put("GlobalKnownHostsFile", NO_FILE);
			options.put("StrictHostKeyChecking", "yes");
			options.put("UpdateHostKeys", "no");
		}
		if (host.forwardAgent()) {
			options.put("ForwardAgent", "yes");
		}
		if (config.controlMaster() && config.setup().system().sharesConnections()) {
			options.put("ControlMaster", "auto");
			options.put("ControlPath", "~/.ssh/postern-%C");
			options.put("ControlPersist", "10m");
		}
		return options;
	}

	private static ConfigStamp stamp(SshConfig config, String made, String hosts) {
		String state = ConfigStamp.state(config.person().value(), config.setup().system(), config.setup().style(),
				config.portal(), hosts);
		return new ConfigStamp(config.person().value(), made, state, config.setup().system().code(),
				config.setup().style().code(), config.portal());
	}

	private String hosts(SshConfig config) {
		StringBuilder text = new StringBuilder();
		for (SshHost host : config.hosts()) {
			text.append('\n');
			if (host.writable()) {
				block(text, host, config);
			}
			else {
				this.remarks.say(text, "left-out", host.id().toString());
			}
		}
		text.append('\n');
		if (config.setup().style() == ConfigStyle.INLINE) {
			// What stands below in the person's file is not only for the last host.
			text.append("Host *\n");
		}
		return text.toString();
	}

	private void block(StringBuilder text, SshHost host, SshConfig config) {
		String authority = fetchesCertificates(host, config) ? host.authority() : "";
		this.remarks.add(text, ConfigStamp.serverLine(host.id(), host.application(), host.keyMark(), authority));
		if (!host.condition().isEmpty()) {
			this.remarks.say(text, "condition", host.condition());
		}
		text.append("Host ").append(host.alias()).append('\n');
		options(host, config).forEach((keyword, value) -> option(text, keyword, value));
		certificates(text, host, config);
	}

	/** Whether a config has ssh fetch a certificate for a server. */
	public static boolean fetchesCertificates(SshHost host, SshConfig config) {
		return host.takesCertificates() && config.setup().cloudflared().certificateCommand().isPresent();
	}

	/**
	 * Stands behind what leads to the server, which holds whatever becomes of this: where
	 * no certificate can be had ssh goes the same way with the person's own key.
	 */
	private static void certificates(StringBuilder text, SshHost host, SshConfig config) {
		config.setup()
			.cloudflared()
			.certificateCommand()
			.filter((_) -> host.takesCertificates())
			.ifPresent((command) -> {
				text.append("Match originalhost ").append(host.alias()).append(" host ").append(host.hostname());
				text.append(" exec \"").append(command).append("\"\n");
				option(text, "IdentityFile", "~/.cloudflared/%h-cf_key");
				option(text, "CertificateFile", "~/.cloudflared/%h-cf_key-cert.pub");
			});
	}

	private static void option(StringBuilder text, String keyword, String value) {
		text.append("    ").append(keyword).append(' ').append(value).append('\n');
	}

}

package dev.postern.connect;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Writes the keys by which ssh knows a person's servers, beside their ssh config. It is
 * one marked part whichever the system and style, so that several portals can share the
 * file. A server is known by its hostname, which stands in no line unless the config
 * could name it (I12).
 */
@Component
public class KnownHosts {

	/** How the file is called, in the folder of the person's ssh config. */
	public static final String NAME = "postern_known_hosts";

	/** Where ssh looks for it, on every system. */
	public static final String PATH = "~/.ssh/" + NAME;

	/** What stamps say in place of a style. */
	public static final String STYLE = "known-hosts";

	/** The file is the same on every system. */
	private static final String SYSTEM = "any";

	private final FileRemarks remarks;

	KnownHosts(MessageSource messages) {
		this.remarks = new FileRemarks(messages);
	}

	/** The text of the file, lines ended by line feeds. */
	public String write(SshConfig config, Instant made) {
		String time = made.truncatedTo(ChronoUnit.SECONDS).toString();
		String hosts = hosts(config);
		ConfigStamp stamp = stamp(config, time, hosts);
		StringBuilder text = new StringBuilder().append(config.marks().begin()).append('\n');
		this.remarks.say(text, "known-hosts", config.person().value());
		this.remarks.say(text, "made", time);
		this.remarks.say(text, "from", config.portal());
		this.remarks.say(text, "known-hosts-place");
		this.remarks.say(text, "generated-inline");
		this.remarks.add(text, stamp.line());
		return text.append(hosts)
			.append(stamp.lastLine())
			.append('\n')
			.append(config.marks().end())
			.append('\n')
			.toString();
	}

	/** The same for files that differ only in when they were made. */
	public String fingerprint(SshConfig config) {
		return stamp(config, "", hosts(config)).state();
	}

	private static ConfigStamp stamp(SshConfig config, String made, String hosts) {
		String person = config.person().value();
		return new ConfigStamp(person, made, ConfigStamp.state(person, SYSTEM, STYLE, config.portal(), hosts), SYSTEM,
				STYLE, config.portal());
	}

	private String hosts(SshConfig config) {
		StringBuilder text = new StringBuilder();
		for (SshHost host : config.pinned()) {
			text.append('\n');
			this.remarks.add(text, ConfigStamp.serverLine(host.id(), "", host.keyMark(), ""));
			host.keys().forEach((key) -> text.append(key.knownAs(host.hostname())).append('\n'));
		}
		return text.append('\n').toString();
	}

}

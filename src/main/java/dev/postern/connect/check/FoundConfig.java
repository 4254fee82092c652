package dev.postern.connect.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.connect.ConfigStamp;
import dev.postern.connect.ConfigStamp.ServerStamp;
import dev.postern.connect.SectionMarks;

/**
 * What a text tells that should be an ssh config of Postern, or a person's whole ssh
 * config with one in it. Any text can be read; of what is no config there is nothing.
 *
 * @param person for whom it was made; empty when it does not tell
 * @param portal where it was downloaded; empty when it does not tell
 * @param stamp empty for files that were made before there were any
 * @param state the state that the servers in the text have; empty when it has no stamp
 * @param whole whether its end is there; only with a stamp
 */
record FoundConfig(String person, String portal, Optional<ConfigStamp> stamp, String state, boolean whole,
		List<FoundHost> hosts) {

	private static final Pattern PERSON = Pattern.compile("# ssh config for (.{1,400}), made by Postern");

	private static final String PORTAL = "# Made from ";

	/** Gives nothing back, so that no line takes longer than it is long. */
	private static final Pattern OPTION = Pattern
		.compile("(?s)[ \\t]*+([A-Za-z]++)(?:[ \\t]*+=[ \\t]*+|[ \\t]++)(.*+)");

	FoundConfig {
		hosts = List.copyOf(hosts);
	}

	static FoundConfig of(String text) {
		List<String> lines = ours(text.lines().map(FoundConfig::bare).toList());
		Optional<ConfigStamp> stamp = Optional.empty();
		String person = "";
		String portal = "";
		int begin = 0;
		int end = lines.size();
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i);
			Matcher header = PERSON.matcher(line);
			Optional<ConfigStamp> found = ConfigStamp.of(line);
			if (found.isPresent() && stamp.isEmpty()) {
				stamp = found;
				begin = i + 1;
			}
			else if (header.matches() && person.isEmpty()) {
				person = header.group(1);
			}
			else if (line.startsWith(PORTAL) && portal.isEmpty()) {
				portal = line.substring(PORTAL.length());
			}
			else if (ConfigStamp.isLastLine(line)) {
				end = i;
				break;
			}
		}
		List<String> body = lines.subList(Math.min(begin, end), end);
		String state = stamp.map((one) -> ConfigStamp.state(one.person(), one.system(), one.style(), one.portal(),
				body.isEmpty() ? "" : String.join("\n", body) + "\n"))
			.orElse("");
		return new FoundConfig(stamp.map(ConfigStamp::person).orElse(person),
				stamp.map(ConfigStamp::portal).orElse(portal), stamp, state,
				end < lines.size() && stamp.isPresent() && lines.get(end).equals(stamp.get().lastLine()), hosts(body));
	}

	/** Whether there is anything of Postern in it. */
	boolean isAny() {
		return this.stamp.isPresent() || !this.person.isEmpty() || !this.hosts.isEmpty();
	}

	/** Whether somebody changed it after it was made. */
	boolean edited() {
		return this.stamp.isPresent() && !this.stamp.get().state().equals(this.state);
	}

	/** The marked part, if there is one; all of it otherwise. */
	private static List<String> ours(List<String> lines) {
		int begin = -1;
		for (int i = 0; i < lines.size(); i++) {
			if (lines.get(i).startsWith(SectionMarks.BEGIN)) {
				begin = i;
			}
			else if (begin >= 0 && lines.get(i).startsWith(SectionMarks.END)) {
				return lines.subList(begin + 1, i);
			}
		}
		return lines;
	}

	private static List<FoundHost> hosts(List<String> lines) {
		List<FoundHost> hosts = new ArrayList<>();
		ServerStamp next = ServerStamp.NONE;
		ServerStamp current = next;
		String alias = "";
		Map<String, String> options = new HashMap<>();
		for (String line : lines) {
			Optional<ServerStamp> stamp = ConfigStamp.server(line);
			if (stamp.isPresent()) {
				next = stamp.get();
				continue;
			}
			Matcher option = OPTION.matcher(line);
			if (!option.matches()) {
				continue;
			}
			String keyword = option.group(1).toLowerCase(Locale.ROOT);
			if (keyword.equals("host") || keyword.equals("match")) {
				hosts.add(new FoundHost(alias, current.server(), current.application(), current.hostKeys(),
						current.authority(), options));
				alias = keyword.equals("host") ? option.group(2).strip() : "";
				current = next;
				next = ServerStamp.NONE;
				options = new HashMap<>();
			}
			else {
				options.putIfAbsent(keyword, option.group(2).strip());
			}
		}
		hosts.add(new FoundHost(alias, current.server(), current.application(), current.hostKeys(), current.authority(),
				options));
		return hosts.stream().filter((host) -> !host.alias().isEmpty() && host.ours()).toList();
	}

	private static String bare(String line) {
		return line.startsWith("\ufeff") ? line.substring(1) : line;
	}

}

package dev.postern.connect.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.postern.connect.ConfigStamp;
import dev.postern.connect.ConfigStamp.ServerStamp;
import dev.postern.connect.KnownHosts;
import dev.postern.connect.SectionMarks;

/**
 * The {@code known_hosts} of Postern that stands in a text, alone or beside others.
 *
 * @param state the state that its lines have
 * @param whole whether its end is there
 * @param servers those of which it holds keys
 * @param rest the text without it
 */
record FoundKnownHosts(ConfigStamp stamp, String state, boolean whole, List<ServerStamp> servers, String rest) {

	FoundKnownHosts {
		servers = List.copyOf(servers);
	}

	static Optional<FoundKnownHosts> in(String text) {
		List<String> lines = text.lines().toList();
		for (int i = 0; i < lines.size(); i++) {
			Optional<ConfigStamp> stamp = ConfigStamp.of(lines.get(i))
				.filter((one) -> one.style().equals(KnownHosts.STYLE));
			if (stamp.isPresent()) {
				return Optional.of(of(stamp.get(), lines, i));
			}
		}
		return Optional.empty();
	}

	private static FoundKnownHosts of(ConfigStamp stamp, List<String> lines, int at) {
		int end = at + 1;
		while (end < lines.size() && !ConfigStamp.isLastLine(lines.get(end))
				&& !lines.get(end).startsWith(SectionMarks.END)) {
			end++;
		}
		List<String> body = lines.subList(at + 1, end);
		int begin = at;
		while (begin > 0 && isRemark(lines.get(begin - 1))) {
			begin--;
			if (lines.get(begin).contains(SectionMarks.BEGIN)) {
				break;
			}
		}
		boolean whole = end < lines.size() && lines.get(end).equals(stamp.lastLine());
		int after = Math.min(lines.size(), end + (whole ? 2 : 1));
		List<String> rest = new ArrayList<>(lines.subList(0, begin));
		rest.addAll(lines.subList(after, lines.size()));
		String hosts = body.isEmpty() ? "" : String.join("\n", body) + "\n";
		return new FoundKnownHosts(stamp,
				ConfigStamp.state(stamp.person(), stamp.system(), stamp.style(), stamp.portal(), hosts), whole,
				body.stream().flatMap((line) -> ConfigStamp.server(line).stream()).toList(),
				rest.stream().collect(Collectors.joining("\n", "", "\n")));
	}

	private static boolean isRemark(String line) {
		return line.startsWith("#") || line.startsWith("\ufeff#");
	}

	/** Whether somebody changed it after it was made. */
	boolean edited() {
		return !this.stamp.state().equals(this.state);
	}

}

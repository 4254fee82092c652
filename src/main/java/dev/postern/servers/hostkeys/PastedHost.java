package dev.postern.servers.hostkeys;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.postern.kernel.PlainText;

/** Pasted lines with names that are of one host. */
record PastedHost(List<PastedLine> lines) {

	private static final int LONGEST_NAME = 60;

	PastedHost {
		lines = List.copyOf(lines);
	}

	/** The hosts that lines name; a line without names is of none. */
	static List<PastedHost> of(List<PastedLine> lines) {
		List<PastedHost> hosts = new ArrayList<>();
		for (PastedLine line : lines) {
			if (!line.names().isEmpty()) {
				List<PastedHost> same = hosts.stream().filter((host) -> host.has(line)).toList();
				hosts.removeAll(same);
				hosts.add(new PastedHost(
						Stream.concat(same.stream().flatMap((host) -> host.lines().stream()), Stream.of(line))
							.toList()));
			}
		}
		return hosts;
	}

	private boolean has(PastedLine line) {
		return this.lines.stream().anyMatch(line::isOfOneHostWith);
	}

	boolean isKnownBy(HostNames known) {
		return this.lines.stream().anyMatch((line) -> known.anyOf(line.names()));
	}

	/** The number of its first line. */
	int number() {
		return this.lines.getFirst().number();
	}

	/** The names of its first line, for people. */
	String shown() {
		Set<String> names = new TreeSet<>(this.lines.getFirst().names());
		String text = PlainText.visible(String.join(", ", names));
		return (text.length() <= LONGEST_NAME) ? text : text.substring(0, LONGEST_NAME - 1) + "…";
	}

}

package dev.postern.connect.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import dev.postern.connect.MyServer;
import dev.postern.kernel.ServerId;

/**
 * A person's servers as the page lists them: favourites, then those that were used last,
 * then all others.
 *
 * @param found how many there are, listed or not
 * @param sections in order; none is empty
 */
record ConnectList(int found, List<ConnectSection> sections) {

	private static final int RECENT = 5;

	private static final Comparator<ConnectRow> NEWEST_FIRST = Comparator
		.comparing((ConnectRow row) -> Objects.requireNonNull(row.usedAt()))
		.reversed();

	ConnectList {
		sections = List.copyOf(sections);
	}

	/**
	 * @param servers by name
	 * @param most how many are listed
	 */
	static ConnectList of(List<MyServer> servers, Set<ServerId> favourites, Map<ServerId, Instant> used, int most) {
		List<ConnectRow> rows = servers.stream()
			.map((server) -> new ConnectRow(server, favourites.contains(server.id()), used.get(server.id())))
			.toList();
		List<ConnectRow> recent = rows.stream()
			.filter((row) -> !row.favourite() && row.usedAt() != null)
			.sorted(NEWEST_FIRST)
			.limit(RECENT)
			.toList();
		Set<ConnectRow> above = Set.copyOf(recent);
		List<ConnectSection> sections = new ArrayList<>();
		int left = most;
		for (ConnectSection whole : List.of(
				new ConnectSection("favourites", rows.stream().filter(ConnectRow::favourite).toList()),
				new ConnectSection("recent", recent), new ConnectSection("others",
						rows.stream().filter((row) -> !row.favourite() && !above.contains(row)).toList()))) {
			List<ConnectRow> listed = whole.rows().stream().limit(left).toList();
			if (!listed.isEmpty()) {
				sections.add(new ConnectSection(whole.code(), listed));
			}
			left -= listed.size();
		}
		return new ConnectList(servers.size(), sections);
	}

	/** Those that are listed, in order. */
	Stream<MyServer> servers() {
		return this.sections.stream().flatMap((section) -> section.rows().stream()).map(ConnectRow::server);
	}

}

package dev.postern.connect.web;

import java.util.List;

/**
 * Servers that stand together on the page.
 *
 * @param code names its heading, {@code connect.servers.<code>}
 */
record ConnectSection(String code, List<ConnectRow> rows) {

	ConnectSection {
		rows = List.copyOf(rows);
	}

}

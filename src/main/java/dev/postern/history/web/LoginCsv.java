package dev.postern.history.web;

import java.util.List;
import java.util.Locale;

import dev.postern.history.Gap;
import dev.postern.history.search.Login;
import dev.postern.ui.CsvWriter;

/**
 * Logins as CSV. Gaps are lines too: a file without them would say that nothing happened.
 */
final class LoginCsv {

	private final CsvWriter csv;

	private final GapMerger merger;

	LoginCsv(CsvWriter csv, List<Gap> gaps) {
		this.csv = csv;
		this.merger = new GapMerger(gaps);
		this.csv.line("record", "at", "until", "person", "outcome", "action", "server", "server_id", "application",
				"ip_address", "country", "provider", "explained", "ray_id");
	}

	void add(Login login) {
		this.merger.before(login.at()).forEach(this::add);
		this.csv.line("login", login.at(), null, login.person(), login.allowed() ? "allowed" : "refused",
				login.action(), login.serverName(), login.server(), login.application(), login.ipAddress(),
				login.country(), login.connection(), login.explained(), login.rayId());
	}

	void end() {
		this.merger.remaining().forEach(this::add);
	}

	private void add(Gap gap) {
		this.csv.line("gap_" + gap.state().name().toLowerCase(Locale.ROOT), gap.from(), gap.until(), null, null, null,
				null, null, null, null, null, null, null, null);
	}

}

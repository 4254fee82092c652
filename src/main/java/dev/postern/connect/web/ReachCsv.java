package dev.postern.connect.web;

import java.util.Locale;
import java.util.stream.Collectors;

import dev.postern.connect.reachability.Reach;
import dev.postern.connect.reachability.WhatIf;
import dev.postern.ui.CsvWriter;

/** Who reaches what, as CSV; each line says what it supposes. */
final class ReachCsv {

	private final CsvWriter csv;

	private final ReachWords words;

	private final WhatIf whatIf;

	ReachCsv(CsvWriter csv, ReachWords words, WhatIf whatIf) {
		this.csv = csv;
		this.words = words;
		this.whatIf = whatIf;
		this.csv.line("server", "hostname", "server_id", "state", "person", "name", "has_signed_in", "access",
				"policies", "reason", "not_known", "supposed_country", "supposed_ip", "supposed_provider");
	}

	void add(Reach reach) {
		this.csv.line(reach.server().spec().name(), reach.server().spec().hostname(), reach.server().id(),
				word(reach.server().phase()), reach.person().email(), reach.person().name(),
				reach.person().hasSignedIn(), word(reach.verdict()), String.join("; ", ReachWords.policies(reach)),
				this.words.reason(reach),
				ReachWords.unknown(reach).stream().map(ReachCsv::word).collect(Collectors.joining("; ")),
				this.whatIf.country(), this.whatIf.address(), this.whatIf.provider());
	}

	private static String word(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

}

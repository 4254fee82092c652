package dev.postern.connect.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.postern.connect.reachability.Reach;
import dev.postern.connect.reachability.WhatIf;
import dev.postern.ui.CsvWriter;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Who reaches what, as CSV; each line says what it supposes. */
final class ReachCsv {

	private final CsvWriter csv;

	private final ReachWords words;

	private final WhatIf whatIf;

	private ReachCsv(Appendable out, ReachWords words, WhatIf whatIf) {
		this.csv = new CsvWriter(out);
		this.words = words;
		this.whatIf = whatIf;
		this.csv.line("server", "hostname", "server_id", "state", "person", "name", "has_signed_in", "access",
				"policies", "reason", "not_known", "supposed_country", "supposed_ip", "supposed_provider");
	}

	/** Begins a file that the browser saves. */
	static ReachCsv to(HttpServletResponse response, String name, ReachWords words, WhatIf whatIf) throws IOException {
		response.setContentType("text/csv");
		response.setCharacterEncoding(StandardCharsets.UTF_8);
		response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
				ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString());
		return new ReachCsv(response.getWriter(), words, whatIf);
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

package dev.postern.connect.evidence.web;

import dev.postern.connect.evidence.EvidenceReader;
import dev.postern.identity.ForAuditors;
import dev.postern.identity.Person;
import dev.postern.kernel.ServerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Evidence, for programs. */
@RestController
@ForAuditors
@Tag(name = "Evidence", description = "In which order a server was made reachable.")
class EvidenceApi {

	private final EvidenceReader reader;

	private final EvidenceWords words;

	EvidenceApi(EvidenceReader reader, EvidenceWords words) {
		this.reader = reader;
		this.words = words;
	}

	@GetMapping("/api/v1/servers/{id}/evidence")
	@Operation(summary = "What shows in which order a server was made reachable",
			description = "Application read back, route, record, connectors, first login, port 22 closed: each with its time, "
					+ "and where that is stored. Of what Postern has stored alone; also for a server that was removed.")
	@ApiResponse(responseCode = "404", description = "There is no such server, and there was none")
	EvidenceAnswer evidence(@PathVariable ServerId id, Person reader) {
		return this.words.answer(this.reader.of(id), reader);
	}

}

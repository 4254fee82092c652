package dev.postern.audit.web;

import dev.postern.audit.AuditEvent;
import dev.postern.audit.AuditLog;
import dev.postern.audit.AuditVerifier;
import dev.postern.identity.ForAuditors;
import dev.postern.kernel.Page;
import dev.postern.ui.ReaderZone;
import dev.postern.ui.input.PageSize;
import dev.postern.ui.input.RepeatedValues;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit for programs. */
@RestController
@RequestMapping("/api/v1/audit")
@ForAuditors
@Tag(name = "Audit")
class AuditApi {

	private static final int MAX_PAGE_SIZE = 1000;

	private final AuditLog audit;

	private final AuditVerifier verifier;

	AuditApi(AuditLog audit, AuditVerifier verifier) {
		this.audit = audit;
		this.verifier = verifier;
	}

	@InitBinder
	void takeValuesAsTheyAre(WebDataBinder binder) {
		RepeatedValues.keepWhole(binder);
	}

	@GetMapping("/events")
	@Operation(summary = "Lists who changed what in the portal, newest first",
			description = "The filters are those of the page Audit and of its export, by the same names. Several values of one parameter are told by repeating it.")
	@ApiResponse(responseCode = "422", description = "A value cannot be read")
	Page<AuditEvent> events(@ParameterObject AuditQuery query, @RequestParam(required = false) @Nullable String cursor,
			@RequestParam(defaultValue = "50") int size, HttpServletRequest request) {
		return this.audit.find(query.filter(ReaderZone.of(request)), cursor, PageSize.checked(size, MAX_PAGE_SIZE));
	}

	@GetMapping("/verification")
	@Operation(summary = "Walks along the whole hash chain and says whether it is intact",
			description = "intact with the number of entries and the last hash, or broken with the first place that does not fit")
	VerificationView verification() {
		return VerificationView.of(this.verifier.verify());
	}

}

package dev.postern.servers;

import io.swagger.v3.oas.annotations.media.Schema;

/** A warning as pages, the API and the audit say it. */
public record WarningView(
		@Schema(description = "What acknowledgedWarnings names it by", example = "everyone@1") String id,
		@Schema(description = "The field that it is about", example = "policies[0].include[0]") String field,
		String what, String why, String remedy) {
}

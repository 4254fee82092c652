package dev.postern.ui;

import java.util.Set;

import io.swagger.v3.oas.annotations.media.Schema;

/** A risk that somebody has to say yes to, as pages, the API and the audit say it. */
public record WarningView(
		@Schema(description = "What acknowledgedWarnings names it by", example = "everyone@1") String id,
		@Schema(description = "The field that it is about", example = "policies[0].include[0]") String field,
		String what, String why, String remedy) {

	/** Whether somebody said yes to it, or to all of its kind. */
	public boolean isIn(Set<String> acknowledged) {
		return acknowledged.contains(this.id) || acknowledged.contains(this.id.replaceFirst("@.*", ""));
	}

}

package dev.postern.audit.web;

import java.util.List;

import dev.postern.audit.AuditEvent;
import dev.postern.audit.FieldDiff;

/** An entry with what it changed, as the list shows it. */
record AuditRow(AuditEvent event, List<FieldDiff> diffs) {

	AuditRow {
		diffs = List.copyOf(diffs);
	}

	static AuditRow of(AuditEvent event) {
		return new AuditRow(event, FieldDiff.between(event.before(), event.after()));
	}

}

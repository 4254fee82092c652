package dev.postern.audit.web;

import java.util.List;

import dev.postern.audit.AuditEvent;
import dev.postern.audit.FieldDiff;

/** An entry with what it changed, as the list shows it. */
record Row(AuditEvent event, List<FieldDiff> diffs) {

	Row {
		diffs = List.copyOf(diffs);
	}

	static Row of(AuditEvent event) {
		return new Row(event, FieldDiff.between(event.before(), event.after()));
	}

}

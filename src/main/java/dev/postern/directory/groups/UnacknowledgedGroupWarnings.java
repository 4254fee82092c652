package dev.postern.directory.groups;

import java.util.List;
import java.util.Set;

import dev.postern.ui.WarningView;

/** A group carries risks that nobody has said yes to yet; nothing was stored. */
public class UnacknowledgedGroupWarnings extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<WarningView> warnings;

	private final transient Set<String> acknowledged;

	UnacknowledgedGroupWarnings(List<WarningView> warnings, Set<String> acknowledged) {
		super(String.valueOf(warnings.stream().map(WarningView::id).toList()));
		this.warnings = List.copyOf(warnings);
		this.acknowledged = Set.copyOf(acknowledged);
	}

	/** All risks, those too that somebody said yes to. */
	public List<WarningView> warnings() {
		return this.warnings;
	}

	/** The risks that nobody said yes to. */
	public List<WarningView> open() {
		return this.warnings.stream().filter((warning) -> !warning.isIn(this.acknowledged)).toList();
	}

}

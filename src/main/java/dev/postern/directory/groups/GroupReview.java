package dev.postern.directory.groups;

import java.util.List;

import dev.postern.kernel.FieldProblem;
import dev.postern.ui.WarningView;

/**
 * What there is to say about rules of a group before they are stored.
 *
 * @param errors what cannot be meant, so that the rules are not taken
 * @param warnings what somebody has to say yes to; each id tells apart what it warns of
 */
public record GroupReview(List<FieldProblem> errors, List<WarningView> warnings) {

	public GroupReview {
		errors = List.copyOf(errors);
		warnings = List.copyOf(warnings);
	}

}

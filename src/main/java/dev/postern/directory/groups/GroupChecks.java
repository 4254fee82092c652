package dev.postern.directory.groups;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.GroupId;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.PlainText;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/** Turns what somebody entered into what is wanted, or says all that is wrong with it. */
@Component
class GroupChecks {

	private static final int LONGEST_NAME = 100;

	private static final int LONGEST_DESCRIPTION = 500;

	private static final int MOST_RULES = 1_000;

	private final GroupStore store;

	GroupChecks(GroupStore store) {
		this.store = store;
	}

	GroupSpec check(GroupDraft draft, @Nullable GroupId existing) {
		List<FieldProblem> problems = new ArrayList<>();
		String name = name(draft.name(), existing, problems);
		String description = description(draft.description(), problems);
		Optional<RuleGroup> rules = rules(draft, problems);
		if (!problems.isEmpty()) {
			throw new InvalidInput(problems);
		}
		return new GroupSpec(name, description, rules.orElseThrow());
	}

	static FieldProblem taken(String name) {
		return FieldProblem.of("name", name, "directory.error.name.taken");
	}

	private String name(@Nullable String entered, @Nullable GroupId existing, List<FieldProblem> problems) {
		String name = stripped(entered);
		if (name.isEmpty()) {
			problems.add(FieldProblem.of("name", name, "directory.error.name.missing"));
		}
		else if (name.length() > LONGEST_NAME) {
			problems.add(FieldProblem.of("name", name, "directory.error.name.length", LONGEST_NAME, name.length()));
		}
		else if (PlainText.breaks(name)) {
			problems.add(FieldProblem.of("name", name, "directory.error.name.characters"));
		}
		else if (!anyHidden("name", name, problems)) {
			this.store.findByName(name)
				.filter((other) -> !other.id().equals(existing))
				.ifPresent((other) -> problems.add(other.retired()
						? FieldProblem.of("name", name, "directory.error.name.being-removed") : taken(name)));
		}
		return name;
	}

	private static String description(@Nullable String entered, List<FieldProblem> problems) {
		String description = stripped(entered);
		if (PlainText.breaks(description)) {
			problems.add(FieldProblem.of("description", description, "directory.error.description.characters"));
		}
		else if (!anyHidden("description", description, problems) && description.length() > LONGEST_DESCRIPTION) {
			problems.add(FieldProblem.of("description", description, "directory.error.description.length",
					LONGEST_DESCRIPTION, description.length()));
		}
		return description;
	}

	private static boolean anyHidden(String field, String text, List<FieldProblem> problems) {
		Optional<String> hidden = PlainText.hidden(text);
		hidden
			.ifPresent((character) -> problems.add(FieldProblem.of(field, text, "directory.error.hidden", character)));
		return hidden.isPresent();
	}

	private static Optional<RuleGroup> rules(GroupDraft draft, List<FieldProblem> problems) {
		RuleGroup rules;
		try {
			rules = GroupRulesJson.read(draft.include(), draft.require(), draft.exclude());
		}
		catch (InvalidInput ex) {
			problems.addAll(ex.problems());
			return Optional.empty();
		}
		refuseUnfit("include", rules.include(), problems);
		refuseUnfit("require", rules.require(), problems);
		refuseUnfit("exclude", rules.exclude(), problems);
		RuleGroup stored = new RuleGroup(distinct(rules.include()), distinct(rules.require()),
				distinct(rules.exclude()));
		int count = stored.include().size() + stored.require().size() + stored.exclude().size();
		if (count > MOST_RULES) {
			problems
				.add(FieldProblem.of("include", String.valueOf(count), "directory.error.rules.too-many", MOST_RULES));
		}
		return Optional.of(stored);
	}

	/** What stands in a list twice is stored once, where it stands first. */
	private static List<Selector> distinct(List<Selector> selectors) {
		return selectors.stream().distinct().toList();
	}

	/**
	 * A group in a group, or everybody in one, would say something else than it seems;
	 * machines are let in by other policies than people.
	 */
	private static void refuseUnfit(String part, List<Selector> selectors, List<FieldProblem> problems) {
		for (int i = 0; i < selectors.size(); i++) {
			JsonNode written = PolicyCodec.write(selectors.get(i));
			String field = "%s[%d]".formatted(part, i);
			if (GroupReferences.of(selectors.get(i)).isPresent() || written.has("group")) {
				problems.add(FieldProblem.of(field, written.toString(), "directory.error.rules.nested"));
			}
			else if (written.has("service_token") || written.has("any_valid_service_token")) {
				problems.add(FieldProblem.of(field, written.toString(), "directory.error.rules.machines"));
			}
			else if (written.has("everyone")) {
				problems.add(FieldProblem.of(field, written.toString(), "directory.error.rules.everyone"));
			}
		}
	}

	private static String stripped(@Nullable String entered) {
		return (entered != null) ? entered.strip() : "";
	}

}

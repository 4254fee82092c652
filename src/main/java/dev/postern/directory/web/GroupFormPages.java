package dev.postern.directory.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupEffect;
import dev.postern.directory.groups.GroupNotFound;
import dev.postern.directory.groups.GroupPreviews;
import dev.postern.directory.groups.GroupRetired;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.directory.groups.StaleGroup;
import dev.postern.directory.groups.UnacknowledgedGroupWarnings;
import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.GroupId;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.SeeOther;
import dev.postern.ui.input.FormProblems;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Makes and edits rule groups by a form that loses nothing that was typed. */
@Controller
@RequestMapping("/groups")
@ForAdmins
class GroupFormPages {

	private static final String FORM = "form";

	private final RuleGroups groups;

	private final GroupPreviews previews;

	GroupFormPages(RuleGroups groups, GroupPreviews previews) {
		this.groups = groups;
		this.previews = previews;
	}

	@GetMapping("/new")
	ModelAndView empty() {
		return page(GroupForm.empty(), null, HttpStatus.OK);
	}

	@GetMapping("/{id}/edit")
	ModelAndView edit(@PathVariable GroupId id) {
		Group group = this.groups.find(id).orElseThrow(() -> new GroupNotFound(id));
		if (group.retired()) {
			throw new GroupRetired(group);
		}
		return page(GroupForm.of(group), null, HttpStatus.OK);
	}

	@PostMapping
	ModelAndView create(@ModelAttribute(FORM) GroupForm form, @RequestParam(defaultValue = "") Set<String> acknowledged,
			Actor actor) {
		try {
			return SeeOther.to("/groups/" + this.groups.create(form.toDraft(), acknowledged, actor).id());
		}
		catch (InvalidInput ex) {
			return page(form, ex, HttpStatus.UNPROCESSABLE_CONTENT);
		}
		catch (UnacknowledgedGroupWarnings ex) {
			return risky(form, ex, acknowledged);
		}
	}

	/**
	 * Stores the form, or shows it again as it is ({@code action=edit}). An edit that
	 * changes who gets in somewhere is stored once somebody has seen its effect.
	 * @param basis names the effect that was seen; {@code null} before
	 */
	@PostMapping("/{id}")
	ModelAndView save(@PathVariable GroupId id, @ModelAttribute(FORM) GroupForm form, @RequestParam long version,
			@RequestParam(required = false) @Nullable String action,
			@RequestParam(required = false) @Nullable String basis,
			@RequestParam(defaultValue = "") Set<String> acknowledged, Actor actor) {
		if (action != null) {
			return page(form, null, HttpStatus.OK);
		}
		try {
			Optional<GroupEffect> effect = this.previews.of(id, version, form.toDraft(), acknowledged)
				.filter((one) -> !one.basis().equals(basis));
			if (effect.isPresent()) {
				return preview(form, effect.get(), acknowledged, basis != null);
			}
			return SeeOther.to("/groups/" + this.groups.edit(id, version, form.toDraft(), acknowledged, actor).id());
		}
		catch (InvalidInput ex) {
			return page(form, ex, HttpStatus.UNPROCESSABLE_CONTENT);
		}
		catch (UnacknowledgedGroupWarnings ex) {
			return risky(form, ex, acknowledged);
		}
		catch (StaleGroup ex) {
			return stale(form, ex.current());
		}
	}

	/** Shows what storing the form would do to those who get in. */
	private static ModelAndView preview(GroupForm form, GroupEffect effect, Set<String> acknowledged, boolean changed) {
		return new ModelAndView("directory/preview", changed ? HttpStatus.CONFLICT : HttpStatus.OK)
			.addObject(FORM, form)
			.addObject("effect", effect)
			.addObject("acknowledged", acknowledged)
			.addObject("changed", changed);
	}

	private static ModelAndView page(GroupForm form, @Nullable InvalidInput input, HttpStatus status) {
		BindingResult errors = new BeanPropertyBindingResult(form, FORM);
		if (input != null) {
			FormProblems.add(errors, form.atFields(input));
		}
		return new ModelAndView("directory/form", status).addObject(FORM, form)
			.addObject(BindingResult.MODEL_KEY_PREFIX + FORM, errors);
	}

	/**
	 * Asks for a yes to each risk, on the form, so that what is risky can be taken out.
	 */
	private static ModelAndView risky(GroupForm form, UnacknowledgedGroupWarnings risky, Set<String> acknowledged) {
		return page(form, null, HttpStatus.UNPROCESSABLE_CONTENT).addObject("warnings", risky.warnings())
			.addObject("acknowledged", acknowledged)
			.addObject("missing", true);
	}

	/** Shows what somebody else stored meanwhile beside what was typed. */
	private static ModelAndView stale(GroupForm mine, Group current) {
		GroupForm theirs = GroupForm.of(current);
		List<Difference> differences = Stream
			.of(new Difference("name", mine.name(), theirs.name()),
					new Difference("description", mine.description(), theirs.description()),
					new Difference("people", mine.people(), theirs.people()),
					new Difference("domains", mine.domains(), theirs.domains()),
					new Difference("countries", mine.countries(), theirs.countries()),
					new Difference("ranges", mine.ranges(), theirs.ranges()),
					new Difference("exceptPeople", mine.exceptPeople(), theirs.exceptPeople()),
					new Difference("others", mine.others(), theirs.others()))
			.filter((difference) -> !difference.mine().equals(difference.theirs()))
			.toList();
		return new ModelAndView("directory/stale", HttpStatus.CONFLICT).addObject("group", current)
			.addObject(FORM, mine.atVersion(current.version()))
			.addObject("differences", differences);
	}

	/**
	 * One field that two versions of a group have different.
	 *
	 * @param field names its label, {@code directory.form.<field>}
	 */
	record Difference(String field, String mine, String theirs) {
	}

}

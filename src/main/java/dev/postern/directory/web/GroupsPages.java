package dev.postern.directory.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.directory.Directory;
import dev.postern.directory.Group;
import dev.postern.directory.GroupInUse;
import dev.postern.directory.GroupNotFound;
import dev.postern.directory.GroupPhase;
import dev.postern.directory.GroupUse;
import dev.postern.directory.RuleGroups;
import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.GroupId;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows rule groups and asks once more before one is removed. */
@Controller
@RequestMapping("/groups")
@ForAdmins
class GroupsPages {

	private static final Set<GroupPhase> BUSY = EnumSet.of(GroupPhase.PENDING, GroupPhase.APPLYING, GroupPhase.FAILED,
			GroupPhase.REMOVING);

	private final RuleGroups groups;

	private final Directory directory;

	private final GroupProblemTexts problems;

	GroupsPages(RuleGroups groups, Directory directory, GroupProblemTexts problems) {
		this.groups = groups;
		this.directory = directory;
		this.problems = problems;
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String q, Model model) {
		Map<GroupId, Long> servers = this.groups.uses()
			.stream()
			.collect(Collectors.groupingBy(GroupUse::group, Collectors.counting()));
		String sought = q.strip().toLowerCase(Locale.ROOT);
		List<GroupRow> rows = this.groups.all()
			.stream()
			.map((group) -> GroupRow.of(group, servers.getOrDefault(group.id(), 0L).intValue()))
			.filter((row) -> matches(row.group(), sought))
			.toList();
		model.addAttribute("rows", rows);
		model.addAttribute("q", q);
		model.addAttribute("busy", rows.stream().anyMatch((row) -> BUSY.contains(row.group().phase())));
		model.addAttribute("sight", this.directory.sight());
		return "directory/list";
	}

	@GetMapping("/{id}")
	String group(@PathVariable GroupId id, Model model) {
		Group group = get(id);
		model.addAttribute("group", group);
		model.addAttribute("members", Members.of(group));
		model.addAttribute("uses", this.groups.uses(id));
		model.addAttribute("busy", BUSY.contains(group.phase()));
		model.addAttribute("told", (group.problem() != null) ? this.problems.of(group.problem()) : null);
		return "directory/group";
	}

	@GetMapping("/{id}/remove")
	ModelAndView ask(@PathVariable GroupId id) {
		Group group = get(id);
		return group.retired() ? SeeOther.to("/groups/" + id) : removal(group, HttpStatus.OK, "");
	}

	@PostMapping("/{id}/remove")
	ModelAndView remove(@PathVariable GroupId id, @RequestParam(defaultValue = "") String confirm, Actor actor) {
		Group group = get(id);
		if (!confirm.strip().equals(group.spec().name())) {
			return removal(group, HttpStatus.UNPROCESSABLE_CONTENT, confirm).addObject("wrong", true);
		}
		try {
			this.groups.retire(id, actor);
		}
		catch (GroupInUse ex) {
			return removal(group, HttpStatus.CONFLICT, confirm);
		}
		return SeeOther.to("/groups/" + id);
	}

	private Group get(GroupId id) {
		return this.groups.find(id).orElseThrow(() -> new GroupNotFound(id));
	}

	private ModelAndView removal(Group group, HttpStatus status, String confirm) {
		return new ModelAndView("directory/remove", status).addObject("group", group)
			.addObject("uses", this.groups.uses(group.id()))
			.addObject("confirm", confirm);
	}

	/** By its name, its description, or somebody who is in it. */
	private static boolean matches(Group group, String sought) {
		GroupForm form = GroupForm.of(group);
		return String.join("\n", form.name(), form.description(), form.people(), form.domains())
			.toLowerCase(Locale.ROOT)
			.contains(sought);
	}

}

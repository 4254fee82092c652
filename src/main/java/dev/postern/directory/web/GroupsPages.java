package dev.postern.directory.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.postern.directory.Directory;
import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupInUse;
import dev.postern.directory.groups.GroupNotFound;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.GroupId;
import dev.postern.kernel.Page;
import dev.postern.kernel.Phase;
import dev.postern.kernel.lists.ListOrder;
import dev.postern.kernel.lists.SortedRows;
import dev.postern.ui.CountryNames;
import dev.postern.ui.ProblemTexts;
import dev.postern.ui.SeeOther;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
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

	private static final Set<Phase> BUSY = EnumSet.of(Phase.PENDING, Phase.APPLYING, Phase.FAILED, Phase.REMOVING);

	private static final String USUAL = "name";

	private static final List<String> COLUMNS = List.of(USUAL, "servers", "phase");

	private static final int ON_A_PAGE = 50;

	private static final int ACCOUNT_GROUPS_SHOWN = 100;

	private final RuleGroups groups;

	private final Directory directory;

	private final ProblemTexts problems;

	private final CountryNames countries;

	GroupsPages(RuleGroups groups, Directory directory, ProblemTexts problems, MessageSource messages) {
		this.countries = new CountryNames(messages);
		this.groups = groups;
		this.directory = directory;
		this.problems = problems;
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String sort,
			@RequestParam(required = false) @Nullable String cursor, Model model) {
		ListOrder order = ListOrder.of(sort, USUAL, COLUMNS);
		List<Group> all = this.groups.matching(q);
		Map<GroupId, Integer> servers = this.groups.countUses(all.stream().map(Group::id).toList());
		Page<Group> page = new SortedRows<Group>(order, (group) -> switch (order.column()) {
			case "servers" -> SortedRows.number(servers.getOrDefault(group.id(), 0));
			case "phase" -> group.phase().name();
			default -> SortedRows.text(group.spec().name());
		}, (group) -> group.spec().name()).part(all, cursor, ON_A_PAGE);
		model.addAttribute("rows",
				page.items()
					.stream()
					.map((group) -> GroupRow.of(group, servers.getOrDefault(group.id(), 0), this.countries))
					.toList());
		model.addAttribute("next", page.next());
		model.addAttribute("total", all.size());
		model.addAttribute("q", q.strip());
		model.addAttribute("sort", sort);
		model.addAttribute("usual", USUAL);
		model.addAttribute("filtered", !q.isBlank());
		model.addAttribute("busy", page.items().stream().anyMatch((group) -> BUSY.contains(group.phase())));
		model.addAttribute("sight", this.directory.sight());
		model.addAttribute("most", ACCOUNT_GROUPS_SHOWN);
		return "directory/list";
	}

	@GetMapping("/{id}")
	String group(@PathVariable GroupId id, Model model) {
		Group group = get(id);
		model.addAttribute("group", group);
		model.addAttribute("members", GroupMembers.of(group, this.countries));
		model.addAttribute("uses", this.groups.uses(id));
		model.addAttribute("busy", BUSY.contains(group.phase()));
		model.addAttribute("told",
				(group.problem() != null) ? this.problems.of("directory.problem.%s", group.problem()) : null);
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

}

package dev.postern.reconcile.web;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.ReconcileCommands;
import dev.postern.reconcile.web.BulkPlans.BulkPlan;
import dev.postern.servers.Server;
import dev.postern.servers.ServerFilter;
import dev.postern.servers.ServerKey;
import dev.postern.servers.ServerState;
import dev.postern.servers.Servers;
import dev.postern.servers.bulk.BulkForm;
import dev.postern.servers.bulk.BulkServers;
import dev.postern.servers.bulk.BulkServers.EditedServer;
import dev.postern.servers.bulk.BulkServers.Outcome;
import dev.postern.servers.bulk.BulkServers.Selection;
import dev.postern.servers.bulk.ServerVersion;
import dev.postern.servers.policies.PolicyWords;
import dev.postern.ui.ProblemView;
import dev.postern.ui.SeeOther;
import dev.postern.ui.input.FormProblems;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Edits and removes servers that were chosen in the list: one preview of all of them, and
 * exactly that is done.
 */
@Controller
@RequestMapping("/servers/bulk")
@ForAdmins
class BulkController {

	private static final String FORM = "form";

	private static final String REMOVE = "remove";

	private static final int MOST_KNOWN_TAGS = 50;

	private final Servers servers;

	private final BulkServers bulk;

	private final BulkPlans plans;

	private final ReconcileCommands commands;

	private final PolicyWords words;

	private final CloudflareTexts texts;

	BulkController(Servers servers, BulkServers bulk, BulkPlans plans, ReconcileCommands commands, PolicyWords words,
			CloudflareTexts texts) {
		this.servers = servers;
		this.bulk = bulk;
		this.plans = plans;
		this.commands = commands;
		this.words = words;
		this.texts = texts;
	}

	/** Where people come by the address of a page that only a form leads to. */
	@GetMapping({ "", "/form", "/preview", "/confirm", "/removal" })
	ModelAndView list() {
		return SeeOther.to("/servers");
	}

	/**
	 * Begins with what was chosen in the list.
	 * @param all whether all that match the filter are meant, on whichever part of the
	 * list
	 */
	@PostMapping
	ModelAndView choose(@RequestParam(defaultValue = "") List<ServerId> server,
			@RequestParam(defaultValue = "false") boolean all, @RequestParam(defaultValue = "") String q,
			@RequestParam(required = false) @Nullable ServerState phase,
			@RequestParam(required = false) @Nullable TunnelId tunnel, @RequestParam(defaultValue = "") Set<String> tag,
			@RequestParam(defaultValue = "edit") String action) {
		List<ServerId> chosen = all ? matching(ServerState.filter(q, phase, tunnel, tag))
				: server.stream().distinct().toList();
		if (chosen.size() > BulkServers.MOST) {
			throw InvalidInput.of("server", "", "servers.error.bulk.many", BulkServers.MOST, chosen.size());
		}
		List<ServerVersion> versions = this.servers.inOrder(chosen).stream().map(ServerVersion::of).toList();
		return action.equals(REMOVE) ? removal(this.bulk.select(versions), HttpStatus.OK, "", false)
				: form(BulkForm.empty(versions));
	}

	/** The form again, with what was typed. */
	@PostMapping("/form")
	ModelAndView form(@ModelAttribute(FORM) BulkForm form) {
		return form(form, this.bulk.select(form.server()), new BeanPropertyBindingResult(form, FORM), HttpStatus.OK);
	}

	@PostMapping("/preview")
	ModelAndView preview(@ModelAttribute(FORM) BulkForm form) {
		return edited(form, (edit) -> preview(edit, HttpStatus.OK));
	}

	/**
	 * Does what was previewed, unless something else would come of it by now.
	 * @param basis names what the person has seen; {@code null} when Cloudflare could not
	 * be asked and the person goes on without
	 */
	@PostMapping("/confirm")
	ModelAndView confirm(@ModelAttribute(FORM) BulkForm form, @RequestParam(required = false) @Nullable String basis,
			Actor actor) {
		return edited(form, (edit) -> {
			boolean changed = !edit.selection().leftOut().isEmpty()
					|| (basis != null && !basis.equals(this.plans.edits(edit.servers()).basis()));
			return changed ? preview(edit, HttpStatus.CONFLICT)
					: done(this.bulk.apply(edit.servers(), actor), "edited");
		});
	}

	/**
	 * Removes what was previewed.
	 * @param confirm the phrase with the number of servers
	 * @param basis as with an edit
	 */
	@PostMapping("/removal")
	ModelAndView remove(@RequestParam(defaultValue = "") List<ServerVersion> server,
			@RequestParam(defaultValue = "") String confirm, @RequestParam(required = false) @Nullable String basis,
			Actor actor) {
		Selection selection = this.bulk.select(server);
		if (!selection.leftOut().isEmpty()) {
			return removal(selection, HttpStatus.CONFLICT, confirm, false);
		}
		if (!confirm.strip().equalsIgnoreCase(phrase(selection))) {
			return removal(selection, HttpStatus.UNPROCESSABLE_CONTENT, confirm, true);
		}
		if (basis != null) {
			try {
				if (!basis.equals(this.plans.removals(selection.servers()).basis())) {
					return removal(selection, HttpStatus.CONFLICT, confirm, false);
				}
				approve(selection.servers(), actor);
			}
			catch (CloudflareException ex) {
				return removal(selection, HttpStatus.SERVICE_UNAVAILABLE, confirm, false);
			}
		}
		return done(this.bulk.retire(selection.servers(), actor), "removed");
	}

	private List<ServerId> matching(ServerFilter filter) {
		return this.servers.keys(filter).stream().map(ServerKey::id).toList();
	}

	private void approve(List<Server> servers, Actor actor) {
		Map<TunnelId, Set<Hostname>> leaving = servers.stream()
			.collect(Collectors.groupingBy((server) -> server.spec().tunnel(),
					Collectors.mapping((server) -> server.spec().hostname(), Collectors.toSet())));
		leaving.forEach((tunnel, hostnames) -> this.commands.approveAhead(tunnel, hostnames, actor));
	}

	private static String phrase(Selection selection) {
		return REMOVE + " " + selection.servers().size();
	}

	private ModelAndView edited(BulkForm form, Function<Edit, ModelAndView> answer) {
		Selection selection = this.bulk.select(form.server());
		List<EditedServer> edited;
		try {
			edited = this.bulk.edited(selection.servers(), form.wishes());
		}
		catch (InvalidInput ex) {
			BindingResult errors = new BeanPropertyBindingResult(form, FORM);
			FormProblems.add(errors, ex);
			return form(form, selection, errors, HttpStatus.UNPROCESSABLE_CONTENT);
		}
		Edit edit = new Edit(form, selection, edited);
		try {
			return answer.apply(edit);
		}
		catch (CloudflareException ex) {
			return preview(edit, BulkPlans.unseen(edited), HttpStatus.SERVICE_UNAVAILABLE).addObject("told",
					this.texts.of(ex));
		}
	}

	private ModelAndView form(BulkForm form, Selection selection, BindingResult errors, HttpStatus status) {
		return new ModelAndView("reconcile/bulk-edit", status).addObject(FORM, form)
			.addObject(BindingResult.MODEL_KEY_PREFIX + FORM, errors)
			.addObject("selection", selection)
			.addObject("knownTags", this.servers.tags(MOST_KNOWN_TAGS))
			.addObject("ownTags",
					selection.servers()
						.stream()
						.flatMap((server) -> server.spec().tags().stream())
						.distinct()
						.sorted(String.CASE_INSENSITIVE_ORDER)
						.limit(MOST_KNOWN_TAGS)
						.toList());
	}

	private ModelAndView preview(Edit edit, HttpStatus status) {
		return preview(edit, this.plans.edits(edit.servers()), status);
	}

	private static ModelAndView preview(Edit edit, BulkPlan plan, HttpStatus status) {
		List<ServerVersion> versions = edit.servers().stream().map((one) -> ServerVersion.of(one.server())).toList();
		return new ModelAndView("reconcile/bulk-preview", status).addObject(FORM, edit.form().of(versions))
			.addObject("chosen", edit.form())
			.addObject("plan", plan)
			.addObject("onlyKept",
					!plan.rows().isEmpty() && edit.servers().stream().noneMatch(EditedServer::reachesCloudflare))
			.addObject("unchanged", edit.selection().servers().size() - edit.servers().size())
			.addObject("leftOut", edit.selection().leftOut())
			.addObject("changed", status == HttpStatus.CONFLICT);
	}

	private ModelAndView removal(Selection selection, HttpStatus status, String confirm, boolean wrong) {
		BulkPlan plan;
		ProblemView told = null;
		try {
			plan = this.plans.removals(selection.servers());
		}
		catch (CloudflareException ex) {
			plan = BulkPlans.unseenRemovals(selection.servers());
			told = this.texts.of(ex);
		}
		return new ModelAndView("reconcile/bulk-remove", status).addObject("plan", plan)
			.addObject("told", told)
			.addObject("versions", selection.servers().stream().map(ServerVersion::of).toList())
			.addObject("leftOut", selection.leftOut())
			.addObject("phrase", phrase(selection))
			.addObject("confirm", confirm)
			.addObject("wrong", wrong)
			.addObject("changed", status == HttpStatus.CONFLICT)
			.addObject("words", this.words.preloaded());
	}

	private static ModelAndView done(Outcome outcome, String what) {
		return new ModelAndView("reconcile/bulk-done").addObject("outcome", outcome).addObject("what", what);
	}

	/** An edit of many servers, with those on which something becomes different. */
	private record Edit(BulkForm form, Selection selection, List<EditedServer> servers) {
	}

}

package dev.postern.reconcile.web;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.identity.ForAdmins;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.Preview;
import dev.postern.reconcile.Previews;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.web.PortalChanges.PortalView;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.servers.form.ServerForm;
import dev.postern.servers.risks.PolicyLints;
import dev.postern.servers.risks.PolicyWarning;
import dev.postern.tunnels.CloudflareUnavailable;
import dev.postern.tunnels.TunnelStandings;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Shows what registering or editing a server would do, and has done exactly that. What is
 * wrong with a form, and who was quicker, is told by the pages of the form itself.
 */
@Controller
@RequestMapping("/servers")
@ForAdmins
class PreviewController {

	/** Told by what was seen of the tunnel last, which may be newer than the plan. */
	private static final String CONNECTOR_DOWN = "connector-down";

	private final Servers servers;

	private final PolicyLints lints;

	private final Previews previews;

	private final PlanViews views;

	private final PortalChanges portalChanges;

	private final TunnelStandings standings;

	private final CloudflareTexts texts;

	PreviewController(Servers servers, PolicyLints lints, Previews previews, PlanViews views,
			PortalChanges portalChanges, TunnelStandings standings, CloudflareTexts texts) {
		this.servers = servers;
		this.lints = lints;
		this.previews = previews;
		this.views = views;
		this.portalChanges = portalChanges;
		this.standings = standings;
		this.texts = texts;
	}

	/**
	 * Shows the plan and the risks to say yes to.
	 * @param acknowledged what somebody said yes to when it came to storing; {@code null}
	 * before
	 */
	@PostMapping("/preview")
	ModelAndView preview(@ModelAttribute("form") ServerForm form,
			@RequestParam(required = false) @Nullable Set<String> acknowledged) {
		if (isStale(form)) {
			return stored(form);
		}
		return asked(form, acknowledged, (warnings) -> {
			Set<String> yes = (acknowledged != null) ? acknowledged : Set.of();
			boolean missing = acknowledged != null && !areIn(yes, warnings);
			return page(form, this.previews.preview(form.toDraft(), form.id()), warnings, yes,
					missing ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
		});
	}

	/**
	 * Stores what was previewed, unless another plan would come of it by now or somebody
	 * has not said yes to a risk.
	 * @param basis names the plan that the person has seen; {@code null} when Cloudflare
	 * could not be asked and the person goes on without
	 */
	@PostMapping("/confirm")
	ModelAndView confirm(@ModelAttribute("form") ServerForm form,
			@RequestParam(required = false) @Nullable String basis,
			@RequestParam(defaultValue = "") Set<String> acknowledged) {
		if (isStale(form)) {
			return stored(form);
		}
		return asked(form, acknowledged, (warnings) -> {
			boolean missing = !areIn(acknowledged, warnings);
			if (basis == null && !missing) {
				return stored(form);
			}
			Preview preview = this.previews.preview(form.toDraft(), form.id());
			boolean changed = basis != null && !preview.basis().equals(basis);
			if (!changed && !missing) {
				return stored(form);
			}
			return page(form, preview, warnings, acknowledged,
					changed ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT);
		});
	}

	private ModelAndView asked(ServerForm form, @Nullable Set<String> acknowledged,
			Function<List<PolicyWarning>, ModelAndView> answer) {
		List<PolicyWarning> warnings = List.of();
		try {
			warnings = this.servers.warnings(form.toDraft(), form.id());
			return answer.apply(warnings);
		}
		catch (InvalidInput | CloudflareUnavailable ex) {
			return new ModelAndView("forward:/servers/form");
		}
		catch (CloudflareException ex) {
			return unseen(form, ex).addObject("warnings", this.lints.describe(warnings))
				.addObject("acknowledged", acknowledged)
				.addObject("missing", acknowledged != null && !areIn(acknowledged, warnings));
		}
	}

	private static boolean areIn(Set<String> acknowledged, List<PolicyWarning> warnings) {
		return warnings.stream().map(PolicyWarning::id).allMatch(acknowledged::contains);
	}

	private boolean isStale(ServerForm form) {
		ServerId id = form.id();
		if (id == null) {
			return false;
		}
		long version = this.servers.find(id).orElseThrow(() -> new ServerNotFound(id)).version();
		return form.version() == null || form.version() != version;
	}

	/** The pages of the form store, or tell that somebody was quicker. */
	private static ModelAndView stored(ServerForm form) {
		return new ModelAndView((form.id() == null) ? "forward:/servers" : "forward:/servers/" + form.id());
	}

	/** Cloudflare does not change the type of an application; it goes and comes again. */
	private static boolean isMadeAgain(ServerForm form, Preview preview) {
		return preview.plan()
			.changes()
			.stream()
			.anyMatch((change) -> change instanceof Change.DeleteApp delete
					&& delete.hostname().isMeantBy(form.hostname().strip()));
	}

	private ModelAndView page(ServerForm form, Preview preview, List<PolicyWarning> warnings, Set<String> acknowledged,
			HttpStatus status) {
		ModelAndView page = new ModelAndView("reconcile/preview", status);
		page.addObject("form", form);
		ServerId id = form.id();
		PlanView view = this.views.of(preview.plan()).without(CONNECTOR_DOWN);
		Server before = (id != null) ? this.servers.find(id).orElseThrow(() -> new ServerNotFound(id)) : null;
		PortalView portal = this.portalChanges.of(before, this.servers.check(form.toDraft(), id));
		page.addObject("basis", preview.basis());
		page.addObject("view", view);
		page.addObject("portal", portal);
		page.addObject("wayOut", view.wayOut());
		page.addObject("connection", this.standings.now().connection(preview.plan().tunnel()));
		page.addObject("remade", isMadeAgain(form, preview));
		page.addObject("changed", status == HttpStatus.CONFLICT);
		page.addObject("warnings", this.lints.describe(warnings));
		page.addObject("acknowledged", acknowledged);
		page.addObject("missing", status == HttpStatus.UNPROCESSABLE_CONTENT);
		return page;
	}

	private ModelAndView unseen(ServerForm form, CloudflareException exception) {
		ModelAndView page = new ModelAndView("reconcile/unseen", HttpStatus.SERVICE_UNAVAILABLE);
		page.addObject("form", form);
		page.addObject("told", this.texts.of(exception));
		return page;
	}

}

package dev.postern.reconcile.web;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.identity.ForAdmins;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.Preview;
import dev.postern.reconcile.Previews;
import dev.postern.servers.form.ServerForm;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.tunnels.CloudflareUnavailable;
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

	private final Servers servers;

	private final Previews previews;

	private final PlanViews views;

	private final CloudflareTexts texts;

	PreviewController(Servers servers, Previews previews, PlanViews views, CloudflareTexts texts) {
		this.servers = servers;
		this.previews = previews;
		this.views = views;
		this.texts = texts;
	}

	@PostMapping("/preview")
	ModelAndView preview(@ModelAttribute("form") ServerForm form) {
		if (isStale(form)) {
			return stored(form);
		}
		try {
			return page(form, this.previews.preview(form.toDraft(), form.id()), HttpStatus.OK);
		}
		catch (InvalidInput | CloudflareUnavailable ex) {
			return new ModelAndView("forward:/servers/form");
		}
		catch (CloudflareException ex) {
			return unseen(form, ex);
		}
	}

	/**
	 * Stores what was previewed, unless another plan would come of it by now.
	 * @param basis names the plan that the person has seen; {@code null} when Cloudflare
	 * could not be asked and the person goes on without
	 */
	@PostMapping("/confirm")
	ModelAndView confirm(@ModelAttribute("form") ServerForm form,
			@RequestParam(required = false) @Nullable String basis) {
		if (basis == null || isStale(form)) {
			return stored(form);
		}
		try {
			Preview preview = this.previews.preview(form.toDraft(), form.id());
			return preview.basis().equals(basis) ? stored(form) : page(form, preview, HttpStatus.CONFLICT);
		}
		catch (InvalidInput | CloudflareUnavailable ex) {
			return new ModelAndView("forward:/servers/form");
		}
		catch (CloudflareException ex) {
			return unseen(form, ex);
		}
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

	private ModelAndView page(ServerForm form, Preview preview, HttpStatus status) {
		ModelAndView page = new ModelAndView("reconcile/preview", status);
		page.addObject("form", form);
		page.addObject("basis", preview.basis());
		page.addObject("view", this.views.of(preview.plan()));
		page.addObject("changed", status == HttpStatus.CONFLICT);
		return page;
	}

	private ModelAndView unseen(ServerForm form, CloudflareException exception) {
		ModelAndView page = new ModelAndView("reconcile/unseen", HttpStatus.SERVICE_UNAVAILABLE);
		page.addObject("form", form);
		page.addObject("told", this.texts.of(exception));
		return page;
	}

}

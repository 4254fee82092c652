package dev.postern.servers.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.kernel.InvalidInput;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.servers.form.FormChange;
import dev.postern.servers.form.PolicyTemplate;
import dev.postern.servers.form.RuleKind;
import dev.postern.servers.form.ServerForm;
import dev.postern.servers.policies.KnownChoices;
import dev.postern.servers.policies.PolicyWords;
import dev.postern.tunnels.Catalogue;
import dev.postern.tunnels.CloudflareUnavailable;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.KnownZone;
import dev.postern.tunnels.MaybeStale;
import dev.postern.tunnels.Tunnels;
import dev.postern.ui.input.FormProblems;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.servlet.ModelAndView;

/** Fills the page of the form with all that it shows besides what was typed. */
@Component
class ServerFormView {

	private static final String FORM = "form";

	private static final int MOST_KNOWN_TAGS = 50;

	private final Servers servers;

	private final Tunnels tunnels;

	private final LiveFeedbacks live;

	private final KnownChoices choices;

	private final PolicySentences sentences;

	private final PolicyWords words;

	ServerFormView(Servers servers, Tunnels tunnels, LiveFeedbacks live, KnownChoices choices,
			PolicySentences sentences, PolicyWords words) {
		this.servers = servers;
		this.words = words;
		this.tunnels = tunnels;
		this.live = live;
		this.choices = choices;
		this.sentences = sentences;
	}

	ModelAndView show(ServerForm form, PolicyTesterForm trial) {
		return show(new FormChange(form, ""), trial);
	}

	/** Shows the form after a button changed it. */
	ModelAndView show(FormChange change, PolicyTesterForm trial) {
		ServerForm form = change.form();
		return page(form, trial, new BeanPropertyBindingResult(form, FORM), HttpStatus.OK).addObject("focus",
				change.focus());
	}

	ModelAndView invalid(ServerForm form, PolicyTesterForm trial, InvalidInput input) {
		BindingResult errors = new BeanPropertyBindingResult(form, FORM);
		FormProblems.add(errors, form.atFields(input));
		return page(form, trial, errors, HttpStatus.UNPROCESSABLE_CONTENT);
	}

	ModelAndView unavailable(ServerForm form, PolicyTesterForm trial, CloudflareUnavailable unavailable) {
		return page(form, trial, new BeanPropertyBindingResult(form, FORM), HttpStatus.SERVICE_UNAVAILABLE)
			.addObject("unchecked", unavailable);
	}

	/** Only what the policies mean by now. */
	ModelAndView live(ServerForm form, PolicyTesterForm trial) {
		ModelAndView panels = new ModelAndView("servers/live :: live-panels");
		return panels.addObject(FORM, form).addObject("live", this.live.of(form, trial));
	}

	/** Shows what somebody else stored meanwhile beside what was typed. */
	ModelAndView stale(ServerForm mine, Server current) {
		ModelAndView page = new ModelAndView("servers/stale", HttpStatus.CONFLICT);
		page.addObject("server", current);
		page.addObject(FORM, mine.atVersion(current.version()));
		page.addObject("differences",
				Difference.between(mine, ServerForm.of(current), (policy) -> this.sentences.of(policy)));
		return page;
	}

	private ModelAndView page(ServerForm form, PolicyTesterForm trial, BindingResult errors, HttpStatus status) {
		MaybeStale<Catalogue> latest = this.tunnels.latestCatalogue();
		Catalogue catalogue = latest.last();
		ModelAndView page = new ModelAndView("servers/form", status);
		page.addObject(FORM, form);
		page.addObject(BindingResult.MODEL_KEY_PREFIX + FORM, errors);
		page.addObject("sight", latest);
		page.addObject("tunnels", tunnels(form, catalogue));
		page.addObject("unconnected", unconnected(catalogue));
		page.addObject("zones", (catalogue != null)
				? catalogue.zones().stream().filter(KnownZone::active).map(KnownZone::name).toList() : List.of());
		page.addObject("knownTags", this.servers.tags(MOST_KNOWN_TAGS));
		page.addObject("countries", this.words.countries());
		page.addObject("parts", List.of("include", "require", "exclude"));
		page.addObject("usual", RuleKind.USUAL);
		page.addObject("sections", RuleKind.Section.values());
		page.addObject("starts", PolicyTemplate.values());
		page.addObject("choices", this.choices.now());
		page.addObject("trial", trial);
		page.addObject("focus", "");
		page.addObject("live", this.live.of(form, trial));
		return page;
	}

	/**
	 * The id of the tunnel that a new server can only be meant for; empty where it may be
	 * several, or none.
	 */
	String onlyTunnel() {
		Catalogue catalogue = this.tunnels.latestCatalogue().last();
		List<KnownTunnel> usable = (catalogue != null) ? catalogue.tunnels()
			.stream()
			.filter((tunnel) -> tunnel.remotelyManaged() && !tunnel.unconnected())
			.toList() : List.of();
		return (usable.size() == 1) ? usable.getFirst().id().toString() : "";
	}

	/** What was typed stays to be seen, though it be a tunnel that is not there. */
	private static Map<String, String> tunnels(ServerForm form, @Nullable Catalogue catalogue) {
		Map<String, String> options = new LinkedHashMap<>();
		List<KnownTunnel> tunnels = (catalogue != null) ? catalogue.tunnels() : List.of();
		tunnels.stream()
			.filter(KnownTunnel::remotelyManaged)
			.forEach((tunnel) -> options.put(tunnel.id().toString(), tunnel.name()));
		if (!form.tunnelId().isEmpty()) {
			options.putIfAbsent(form.tunnelId(), form.tunnelId());
		}
		return options;
	}

	private static Set<String> unconnected(@Nullable Catalogue catalogue) {
		return (catalogue == null) ? Set.of()
				: catalogue.tunnels()
					.stream()
					.filter(KnownTunnel::unconnected)
					.map((tunnel) -> tunnel.id().toString())
					.collect(Collectors.toSet());
	}

}

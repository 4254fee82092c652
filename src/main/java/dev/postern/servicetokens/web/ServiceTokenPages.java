package dev.postern.servicetokens.web;

import java.util.List;
import java.util.Objects;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Page;
import dev.postern.kernel.lists.ListOrder;
import dev.postern.kernel.lists.SortedRows;
import dev.postern.servicetokens.ManagedToken;
import dev.postern.servicetokens.ManagedTokenId;
import dev.postern.servicetokens.ManagedTokens;
import dev.postern.servicetokens.SecretDelivery;
import dev.postern.servicetokens.TokenList;
import dev.postern.servicetokens.TokenList.Entry;
import dev.postern.servicetokens.TokenList.Overview;
import dev.postern.servicetokens.TokenState;
import dev.postern.ui.SeeOther;
import dev.postern.ui.input.FormProblems;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows the service tokens, and makes new ones. */
@Controller
@RequestMapping("/service-tokens")
@ForAdmins
class ServiceTokenPages {

	private static final String USUAL = "name";

	private static final List<String> COLUMNS = List.of(USUAL, "state", "expires", "seen");

	private static final int ON_A_PAGE = 50;

	private final ManagedTokens managedTokens;

	private final TokenList tokenList;

	private final TokenProblemTexts texts;

	private final SecretPage secretPage;

	ServiceTokenPages(ManagedTokens managedTokens, TokenList tokenList, TokenProblemTexts texts,
			SecretPage secretPage) {
		this.managedTokens = managedTokens;
		this.tokenList = tokenList;
		this.texts = texts;
		this.secretPage = secretPage;
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String sort,
			@RequestParam(required = false) @Nullable String cursor, Model model) {
		ListOrder order = ListOrder.of(sort, USUAL, COLUMNS);
		Overview overview = this.tokenList.overview();
		String sought = SortedRows.text(q.strip());
		List<Entry> fitting = overview.ours().stream().filter((entry) -> fits(entry, sought)).toList();
		Page<Entry> page = new SortedRows<Entry>(order, (entry) -> switch (order.column()) {
			case "state" -> entry.state().name();
			case "expires" -> SortedRows.time(entry.managed().expiresAt());
			case "seen" -> SortedRows.time(entry.managed().lastSeenAt());
			default -> SortedRows.text(entry.managed().name());
		}, (entry) -> entry.managed().id().toString()).part(fitting, cursor, ON_A_PAGE);
		model.addAttribute("rows", page.items().stream().map(this::row).toList());
		model.addAttribute("next", page.next());
		model.addAttribute("total", fitting.size());
		model.addAttribute("q", q.strip());
		model.addAttribute("sort", sort);
		model.addAttribute("usual", USUAL);
		model.addAttribute("foreign", overview.foreign().stream().limit(ON_A_PAGE).toList());
		model.addAttribute("moreForeign", Math.max(0, overview.foreign().size() - ON_A_PAGE));
		model.addAttribute("trouble", (overview.trouble() != null) ? this.texts.problem(overview.trouble()) : null);
		return "servicetokens/list";
	}

	private static boolean fits(Entry entry, String sought) {
		return SortedRows.text(entry.managed().name()).contains(sought)
				|| SortedRows.text(Objects.requireNonNullElse(entry.managed().clientId(), "")).contains(sought);
	}

	/** A panel of the home page. */
	@GetMapping("/summary")
	String summary(Model model) {
		List<Entry> ours = this.tokenList.ours();
		model.addAttribute("count", ours.size());
		model.addAttribute("rows",
				ours.stream().filter((one) -> one.state() != TokenState.VALID).map(this::row).toList());
		return "servicetokens/list :: service-tokens-summary";
	}

	@GetMapping("/new")
	String empty(@RequestParam(defaultValue = "") String server, Model model) {
		model.addAttribute("form", NewTokenForm.empty(server));
		return "servicetokens/new";
	}

	/**
	 * Answers with the page itself and not with a redirect: the secret is told once and
	 * must not be kept anywhere until then.
	 */
	@PostMapping
	ModelAndView create(@ModelAttribute("form") NewTokenForm form, BindingResult errors, Actor actor,
			HttpServletResponse response) {
		if (!errors.hasErrors()) {
			try {
				SecretDelivery delivery = this.managedTokens.create(form.name(), form.lifetime(), actor);
				return this.secretPage.show(delivery, form.server(), response);
			}
			catch (InvalidInput ex) {
				FormProblems.add(errors, TokenFormFields.atFields(ex));
			}
		}
		return new ModelAndView("servicetokens/new", errors.getModel(), HttpStatus.UNPROCESSABLE_CONTENT);
	}

	/** Looks at the account where only that can tell what became of a request. */
	@GetMapping("/{id}")
	ModelAndView show(@PathVariable ManagedTokenId id) {
		ManagedToken last = this.managedTokens.get(id);
		if (last.tokenId() == null || last.removalAskedAt() != null || last.switchAskedTo() != null) {
			this.tokenList.overview();
		}
		return this.managedTokens.find(id).map(this::page).orElseGet(() -> SeeOther.to("/service-tokens"));
	}

	private ModelAndView page(ManagedToken managed) {
		Entry entry = this.tokenList.entry(managed);
		return new ModelAndView("servicetokens/token").addObject("row", row(entry))
			.addObject("snippets", ConnectSnippets.of(managed, entry.uses()));
	}

	private TokenRow row(Entry entry) {
		return new TokenRow(entry, this.texts.problem(entry).orElse(null));
	}

}

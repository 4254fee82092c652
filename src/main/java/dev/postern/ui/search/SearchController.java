package dev.postern.ui.search;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.PartialPageRequests;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Finds things of all kinds that a person may see. */
@Controller
@ForSignedIn
class SearchController {

	private static final int WHILE_TYPING = 4;

	private static final int OF_EACH_KIND = 10;

	private static final int OF_ONE_KIND = 100;

	private final List<SearchSource> sources;

	SearchController(List<SearchSource> sources) {
		this.sources = sources.stream().sorted(Comparator.comparingInt(SearchSource::place)).toList();
	}

	/**
	 * What fits, by kind.
	 * @param kind only things of this kind; empty for all
	 */
	@GetMapping("/search")
	ModelAndView search(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String kind,
			Person person, @RequestHeader(name = PartialPageRequests.HEADER, required = false) @Nullable String htmx) {
		ModelAndView page = new ModelAndView(PartialPageRequests.view("search/search", "search-options", htmx));
		page.addObject("q", q.strip()).addObject("kind", kind).addObject("most", OF_ONE_KIND);
		try {
			int most = !kind.isEmpty() ? OF_ONE_KIND : (htmx != null) ? WHILE_TYPING : OF_EACH_KIND;
			List<FoundKind> found = SoughtText.of(q)
				.map((sought) -> found(sought, kind, person, most))
				.orElse(List.of());
			page.addObject("found", found);
			page.addObject("total", found.stream().mapToInt((one) -> one.hits().total()).sum());
		}
		catch (InvalidInput ex) {
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			Optional<FieldProblem> problem = ex.problems().stream().findFirst();
			page.addObject("found", List.of()).addObject("total", 0).addObject("problem", problem.orElseThrow());
		}
		return page;
	}

	private List<FoundKind> found(SoughtText sought, String kind, Person person, int most) {
		return this.sources.stream()
			.filter((source) -> source.isFor(person) && (kind.isEmpty() || source.kind().equals(kind)))
			.map((source) -> new FoundKind(source.kind(), source.list(person), source.find(sought, person, most)))
			.filter((one) -> one.hits().total() > 0 || !one.hits().isKnown())
			.toList();
	}

	/**
	 * Things of one kind that were found.
	 *
	 * @param list the page that lists all of them; {@code null} when there is none
	 */
	record FoundKind(String kind, @Nullable String list, SearchHits hits) {
	}

}

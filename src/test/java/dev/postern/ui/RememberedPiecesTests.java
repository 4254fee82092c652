package dev.postern.ui;

import java.net.http.HttpResponse;
import java.time.Instant;

import dev.postern.identity.ForSignedIn;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.PlantedEndpoints;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
class RememberedPiecesTests {

	private final Browser developer;

	private final PlantedEndpoints planted;

	@Autowired
	RememberedPiecesTests(Portal portal, @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping all) {
		this.developer = portal.as(DemoPerson.DEVELOPER);
		this.planted = new PlantedEndpoints(all, new PlantedPages());
	}

	@AfterEach
	void clear() {
		this.planted.close();
	}

	@Test
	void pieceIsPutInAgainWhileItIsOfTheSame() {
		String first = get("of=one&shown=a").body();

		assertThat(first).contains("<b>a</b>");
		assertThat(get("of=one&shown=a").body()).isEqualTo(first);
		assertThat(get("of=two&shown=b").body()).contains("<b>b</b>");
	}

	/** Readers would be shown what is not so any more: in tests the page fails. */
	@Test
	void pieceThatShowsWhatItIsNotOfIsFound() {
		assertThat(get("of=three&shown=a").statusCode()).isEqualTo(200);

		assertThat(get("of=three&shown=b").statusCode()).isEqualTo(500);
	}

	@Test
	void pieceTellsTimesInTheZoneOfItsReader() {
		assertThat(get("of=four&shown=a&zone=Asia/Tokyo").body()).contains("1 Dec 2026, 00:00:00 GMT+9");
		assertThat(get("of=four&shown=a&zone=UTC").body()).contains("2026-11-30 15:00:00 UTC");
	}

	private HttpResponse<String> get(String query) {
		return this.developer.get("/planted/page?" + query);
	}

	/** What the piece shows does not follow from what it says that it is of. */
	static class PlantedPages {

		@ForSignedIn
		@GetMapping("/planted/page")
		ModelAndView page(@RequestParam String of, @RequestParam String shown) {
			return new ModelAndView("planted/page").addObject("of", of)
				.addObject("shown", shown)
				.addObject("at", Instant.parse("2026-11-30T15:00:00Z"));
		}

	}

}

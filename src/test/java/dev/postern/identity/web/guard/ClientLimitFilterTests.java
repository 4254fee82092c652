package dev.postern.identity.web.guard;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.postern.identity.web.api.KnownTokens;
import dev.postern.kernel.SettableClock;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClientLimitFilterTests {

	private static final int LIMIT = 3;

	private final ClientLimitFilter filter = new ClientLimitFilter(
			new ClientLimits(new WebProperties(List.of(), LIMIT, LIMIT)), new KnownTokens(new SettableClock()));

	@ParameterizedTest
	@CsvSource({ "/api/v1/me, 401", "/api/v1/me, 400", "/api/v1/me, 503", "/oauth2/authorization/demo, 302",
			"/oauth2/authorization/demo, 500", "/login/oauth2/code/demo, 400", "/logout/connect/back-channel/demo, 400",
			"/logout/connect/back-channel/demo, 503" })
	void answerThatCountsCanBeHadSoManyTimes(String path, int status) throws Exception {
		for (int time = 0; time < LIMIT; time++) {
			assertThat(answer(path, saying(status))).isEqualTo(status);
		}
		assertThat(answer(path, saying(status))).isEqualTo(429);
	}

	@ParameterizedTest
	@CsvSource({ "/api/v1/me, 200", "/oauth2/authorization/nowhere, 404", "/login/oauth2/code/demo, 302",
			"/logout/connect/back-channel/demo, 200", "/servers, 404" })
	void anyOtherAnswerDoesNotCount(String path, int status) throws Exception {
		for (int time = 0; time < 10 * LIMIT; time++) {
			assertThat(answer(path, saying(status))).isEqualTo(status);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/login?refused=failed", "/portal/login?refused=locked", "/login?error" })
	void signInThatEndsOnTheSignInPageCounts(String target) throws Exception {
		FilterChain failing = (request, response) -> ((HttpServletResponse) response).sendRedirect(target);
		for (int time = 0; time < LIMIT; time++) {
			assertThat(answer("/login/oauth2/code/demo", failing)).isEqualTo(302);
		}
		assertThat(answer("/login/oauth2/code/demo", failing)).isEqualTo(429);
	}

	@Test
	void requestThatBreaksSomethingCounts() throws Exception {
		FilterChain broken = (request, response) -> {
			throw new ServletException("broken");
		};
		for (int time = 0; time < LIMIT; time++) {
			assertThatExceptionOfType(ServletException.class).isThrownBy(() -> answer("/api/v1/me", broken));
		}
		assertThat(answer("/api/v1/me", broken)).isEqualTo(429);
	}

	@Test
	void manyAtOnceAreNoWayAround() throws Exception {
		CountDownLatch inside = new CountDownLatch(LIMIT);
		CountDownLatch end = new CountDownLatch(1);
		FilterChain slow = (request, response) -> {
			inside.countDown();
			await(end);
			((HttpServletResponse) response).setStatus(401);
		};
		try (ExecutorService strangers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Integer>> first = IntStream.range(0, LIMIT)
				.mapToObj((at) -> strangers.submit(() -> answer("/api/v1/me", slow)))
				.toList();
			await(inside);
			int next = answer("/api/v1/me", saying(401));
			end.countDown();

			assertThat(next).isEqualTo(429);
			assertThat(first).allSatisfy((answer) -> assertThat(answer.get()).isEqualTo(401));
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static FilterChain saying(int status) {
		return (request, response) -> ((HttpServletResponse) response).setStatus(status);
	}

	private int answer(String path, FilterChain chain) throws ServletException, IOException {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		request.setServletPath(path);
		MockHttpServletResponse response = new MockHttpServletResponse();
		this.filter.doFilter(request, response, chain);
		return response.getStatus();
	}

}

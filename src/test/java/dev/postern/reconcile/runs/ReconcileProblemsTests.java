package dev.postern.reconcile.runs;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Problem;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.Previews;
import dev.postern.reconcile.plan.Conflict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReconcileProblemsTests {

	private static final ResourceBundleMessageSource MESSAGES = messages();

	static Stream<Problem> everyProblem() {
		Stream<Problem> conflicts = Arrays.stream(Conflict.Kind.values())
			.map((kind) -> ReconcileProblems
				.of(new Conflict(Previews.UNREGISTERED, Hostname.of("ssh-db1.example.jp"), kind, "something else")));
		return Stream.concat(conflicts,
				Stream.of(ReconcileProblems.of(new CloudflareException.Unavailable("503")),
						ReconcileProblems.of(new CloudflareException.Throttled("429", Duration.ofMinutes(5))),
						ReconcileProblems.of(new CloudflareException.Unauthorized("403")),
						ReconcileProblems.of(new CloudflareException.Rejected("400", 12130)),
						ReconcileProblems.of(new CloudflareException.Missing("404")),
						ReconcileProblems.tunnelNotManaged(new TunnelId(new UUID(0, 1)),
								new CloudflareException.Missing("1055")),
						ReconcileProblems.notShownYet(Hostname.of("ssh-db1.example.jp")),
						ReconcileProblems.notEnforcedYet(Hostname.of("ssh-db1.example.jp")),
						ReconcileProblems.typeRefused("ssh", "self_hosted", ReconcileProblems.observeOnly()),
						ReconcileProblems.perpetualDifference("UpdateApp"), ReconcileProblems.observeOnly(),
						ReconcileProblems.removalsNeedApproval(7), ReconcileProblems.editOverwritten(7, 9)));
	}

	@ParameterizedTest
	@MethodSource("everyProblem")
	void tellsEachProblemInThreeSentences(Problem problem) {
		for (String part : new String[] { "what", "means", "todo" }) {
			String text = MESSAGES.getMessage("problem.%s.%s".formatted(problem.code(), part), problem.args().toArray(),
					Locale.ENGLISH);

			assertThat(text).isNotBlank().doesNotContain("{", "''").endsWith(".");
		}
	}

	@ParameterizedTest
	@EnumSource(value = Conflict.Kind.class, names = "NOBODY_ALLOWED", mode = EnumSource.Mode.EXCLUDE)
	void namesWhatIsInTheWayAndWhere(Conflict.Kind kind) {
		Problem problem = ReconcileProblems
			.of(new Conflict(Previews.UNREGISTERED, Hostname.of("ssh-db1.example.jp"), kind, "A 192.0.2.1"));

		assertThat(MESSAGES.getMessage("problem.%s.what".formatted(problem.code()), problem.args().toArray(),
				Locale.ENGLISH))
			.contains("ssh-db1.example.jp", "A 192.0.2.1");
	}

	private static ResourceBundleMessageSource messages() {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasename("messages");
		messages.setDefaultEncoding("UTF-8");
		return messages;
	}

}

package dev.postern.grants.terms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.GoDuration;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.PlainText;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/**
 * Terms as somebody entered them. What is left out is as it is where nobody has set any.
 */
public record TermsDraft(Collection<String> askers, Collection<String> never, @Nullable Collection<String> approvers,
		@Nullable Long approvals, Collection<String> automatic, @Nullable String automaticUpTo,
		@Nullable String shortest, @Nullable String longest, @Nullable String ahead, @Nullable String ticketPattern,
		@Nullable Boolean reasonRequired, long version) {

	private static final Duration SHORTEST = Duration.ofMinutes(5);

	private static final Duration LONGEST = Duration.ofDays(30);

	private static final int MOST_ENTRIES = 200;

	/**
	 * The terms, looked over.
	 * @throws InvalidInput with everything that is wrong
	 */
	public GrantTerms checked(ServerId server) {
		GrantTerms usual = GrantTerms.off(server);
		List<FieldProblem> problems = new ArrayList<>();
		Set<Whom> asking = meant("askers", this.askers, problems);
		Set<Whom> kept = meant("never", this.never, problems);
		Set<Whom> deciding = (this.approvers != null) ? meant("approvers", this.approvers, problems)
				: usual.approvers();
		Set<Whom> unasked = meant("automatic", this.automatic, problems);
		long needed = Objects.requireNonNullElse(this.approvals, 1L);
		if (needed != 1 && needed != 2) {
			problems.add(FieldProblem.of("approvals", String.valueOf(needed), "grants.error.approvals"));
		}
		Duration least = length("shortest", this.shortest, usual.shortest(), problems);
		Duration most = length("longest", this.longest, usual.longest(), problems);
		Duration up = length("automaticUpTo", this.automaticUpTo, Duration.ZERO, problems);
		Duration before = length("ahead", this.ahead, usual.ahead(), problems);
		if (least.compareTo(SHORTEST) < 0 || most.compareTo(LONGEST) > 0 || least.compareTo(most) > 0) {
			problems.add(FieldProblem.of("longest", GoDuration.format(most), "grants.error.lengths",
					GoDuration.format(least)));
		}
		if (!unasked.isEmpty() && up.isZero()) {
			problems.add(FieldProblem.of("automaticUpTo", "", "grants.error.automatic"));
		}
		String ticket = Objects.requireNonNullElse(this.ticketPattern, "").strip();
		checkTicket(ticket, problems);
		if (!problems.isEmpty()) {
			throw new InvalidInput(problems);
		}
		return new GrantTerms(server, asking, kept, deciding, (int) needed, unasked, up, least, most, before, ticket,
				!Boolean.FALSE.equals(this.reasonRequired), this.version);
	}

	private static Set<Whom> meant(String field, Collection<String> entries, List<FieldProblem> problems) {
		Set<Whom> meant = new LinkedHashSet<>();
		for (String entry : entries) {
			Optional<Whom> whom = Whom.parse(entry);
			whom.ifPresent(meant::add);
			if (whom.isEmpty() && !entry.isBlank()) {
				problems.add(FieldProblem.of(field, PlainText.visible(entry), "grants.error.whom"));
			}
		}
		if (meant.size() > MOST_ENTRIES) {
			problems.add(FieldProblem.of(field, String.valueOf(meant.size()), "grants.error.whom-many", MOST_ENTRIES));
		}
		return meant;
	}

	private static Duration length(String field, @Nullable String entered, Duration usual,
			List<FieldProblem> problems) {
		if (entered == null || entered.isBlank()) {
			return usual;
		}
		String text = entered.replace(" ", "");
		Optional<Duration> length = days(text).or(() -> GoDuration.parse(text));
		if (length.isEmpty()) {
			problems.add(FieldProblem.of(field, text, "grants.error.duration"));
		}
		return length.orElse(usual);
	}

	private static Optional<Duration> days(String text) {
		return text.matches("\\d{1,3}d") ? Optional.of(Duration.ofDays(Long.parseLong(text, 0, text.length() - 1, 10)))
				: Optional.empty();
	}

	private static void checkTicket(String pattern, List<FieldProblem> problems) {
		if (pattern.length() > TicketPattern.LONGEST || !PlainText.isPlain(pattern)) {
			problems.add(FieldProblem.of("ticketPattern", PlainText.visible(pattern), "grants.error.pattern"));
			return;
		}
		try {
			TicketPattern.of(pattern);
		}
		catch (IllegalArgumentException ex) {
			problems.add(FieldProblem.of("ticketPattern", pattern, "grants.error.pattern"));
		}
	}

}

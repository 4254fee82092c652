package dev.postern.grants.web;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.grants.terms.GrantTerms;
import dev.postern.grants.terms.TermsDraft;
import dev.postern.grants.terms.Whom;
import dev.postern.kernel.GoDuration;
import org.jspecify.annotations.Nullable;

/** What an administrator typed; people stand one on a line. */
record TermsForm(@Nullable String askers, @Nullable String never, @Nullable String approvers, @Nullable Long approvals,
		@Nullable String automatic, @Nullable String automaticUpTo, @Nullable String shortest, @Nullable String longest,
		@Nullable String ahead, @Nullable String ticketPattern, @Nullable Boolean reasonRequired,
		@Nullable Long version) {

	static TermsForm of(GrantTerms terms) {
		return new TermsForm(lines(terms.askers()), lines(terms.never()), lines(terms.approvers()),
				(long) terms.approvals(), lines(terms.automatic()),
				terms.automaticUpTo().isZero() ? "" : GoDuration.format(terms.automaticUpTo()),
				GoDuration.format(terms.shortest()), GoDuration.format(terms.longest()),
				GoDuration.format(terms.ahead()), terms.ticketPattern(), terms.reasonRequired(), terms.version());
	}

	TermsDraft draft() {
		return new TermsDraft(entries(this.askers), entries(this.never), entries(this.approvers), this.approvals,
				entries(this.automatic), this.automaticUpTo, this.shortest, this.longest, this.ahead,
				this.ticketPattern, Boolean.TRUE.equals(this.reasonRequired),
				Objects.requireNonNullElse(this.version, 0L));
	}

	private static List<String> entries(@Nullable String typed) {
		return Objects.requireNonNullElse(typed, "").lines().filter((line) -> !line.isBlank()).toList();
	}

	private static String lines(Set<Whom> meant) {
		return meant.stream().map(Whom::text).sorted().collect(Collectors.joining("\n"));
	}

}

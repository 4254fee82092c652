package dev.postern.grants.web;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import dev.postern.grants.Grant;
import dev.postern.grants.GrantId;
import dev.postern.grants.GrantStanding;
import dev.postern.grants.GrantStandings;
import dev.postern.grants.Grants;
import dev.postern.identity.Person;

import org.springframework.stereotype.Component;

/** Makes grants into what pages show. */
@Component
class GrantViews {

	private final Grants grants;

	private final GrantStandings standings;

	private final Clock clock;

	GrantViews(Grants grants, GrantStandings standings, Clock clock) {
		this.grants = grants;
		this.standings = standings;
		this.clock = clock;
	}

	GrantView of(Grant grant, Person reader) {
		return of(List.of(grant), reader).getFirst();
	}

	List<GrantView> of(Collection<Grant> grants, Person reader) {
		Map<GrantId, GrantStanding> known = this.standings.of(grants.stream().map(Grant::id).toList());
		return grants.stream()
			.map((grant) -> GrantView.of(grant, known.get(grant.id()), reader, this.clock.instant(),
					this.grants.decides(reader, grant), this.grants.ends(reader, grant)))
			.toList();
	}

}

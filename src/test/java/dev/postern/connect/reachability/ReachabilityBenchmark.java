package dev.postern.connect.reachability;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import dev.postern.identity.People;
import dev.postern.servers.Servers;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Opens the overview of 500 servers and 1,000 people and says how its time compares to
 * reading the same rows. Not part of the gate; CONTRIBUTING says how to run it.
 */
@CompanyTest
@TestPropertySource(properties = "benchmark=true")
class ReachabilityBenchmark {

	private static final int SERVERS = 500;

	private static final int PEOPLE = 1000;

	private static final int WARM_UP = 40;

	private static final int ROUNDS = 40;

	private final Portal portal;

	private final JdbcClient jdbc;

	private final Servers servers;

	private final People people;

	private final Reachability reachability;

	private final SqlRecorder sql;

	@Autowired
	ReachabilityBenchmark(Portal portal, JdbcClient jdbc, Servers servers, People people, Reachability reachability,
			SqlRecorder sql) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.servers = servers;
		this.people = people;
		this.reachability = reachability;
		this.sql = sql;
	}

	@Test
	@SuppressWarnings("SystemOut")
	void overviewOfManyServersAndPeople() {
		new ReachabilityData(this.jdbc).fill(SERVERS, PEOPLE);
		Browser auditor = this.portal.as(DemoPerson.AUDITOR);
		Supplier<Object> page = () -> auditor.get("/reachability").body();
		Supplier<Object> counting = () -> this.reachability.overview(WhatIf.NOTHING);
		Supplier<Object> reading = () -> List.of(this.servers.all(), this.people.all());
		Supplier<Object> rows = () -> List.of(this.jdbc.sql("SELECT * FROM server").query().listOfRows(),
				this.jdbc.sql("SELECT * FROM person").query().listOfRows());
		List<Supplier<Object>> all = List.of(page, counting, reading, rows);
		long[][] nanos = new long[all.size()][ROUNDS];
		for (int round = -WARM_UP; round < ROUNDS; round++) {
			for (int i = 0; i < all.size(); i++) {
				long begin = System.nanoTime();
				assertThat(all.get(i).get()).isNotNull();
				if (round >= 0) {
					nanos[i][round] = System.nanoTime() - begin;
				}
			}
		}
		double[] millis = Arrays.stream(nanos).mapToDouble(ReachabilityBenchmark::median).toArray();
		this.sql.drain();
		auditor.get("/reachability");
		ReachOverview overview = this.reachability.overview(WhatIf.NOTHING);

		System.out.printf("""

				  Reachability of %d servers x %d people, median of %d after %d to warm up

				    SQL statements of one page view       %d
				    page, over HTTP                       %.1f ms
				    of it, answering and counting         %.1f ms (with reading)
				    reading the same rows as the page     %.1f ms
				    reading them as bare rows             %.1f ms
				    page : reading                        %.1f
				    page : bare rows                      %.1f

				""", overview.servers().size(), overview.people().size(), ROUNDS, WARM_UP, this.sql.drain().size(),
				millis[0], millis[1], millis[2], millis[3], millis[0] / millis[2], millis[0] / millis[3]);
	}

	private static double median(long[] nanos) {
		return LongStream.of(nanos).sorted().skip(nanos.length / 2).findFirst().orElseThrow() / 1e6;
	}

}

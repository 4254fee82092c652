package dev.postern.connect.web;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** People who are in more groups than their identity provider tells. */
@CompanyTest
@ExtendWith(OutputCaptureExtension.class)
class GroupOverageTests {

	private static final String TOLD = "did not tell Postern your groups, because there are too many";

	private static final String WARNED = "named too many groups to tell them";

	private static final DemoPerson FEW = new DemoPerson("joiner@example.com", "Jo Joiner", List.of("orders-team"),
			true);

	private static final DemoPerson MANY = new DemoPerson(FEW.email(), FEW.name(),
			Stream.concat(FEW.groups().stream(), IntStream.range(0, 200).mapToObj((i) -> "club-" + i)).toList(), true);

	private final Portal portal;

	private final JdbcClient jdbc;

	@Autowired
	GroupOverageTests(Portal portal, JdbcClient jdbc) {
		this.portal = portal;
		this.jdbc = jdbc;
	}

	@BeforeEach
	void serverForAGroup() {
		ReachabilityData data = new ReachabilityData(this.jdbc);
		data.clear();
		data.server("orders", ReachabilityData.policy("Orders team", "allow",
				"{'okta':{'name':'orders-team','identity_provider_id':'%s'}}".formatted(ReachabilityData.PROVIDER), "",
				""));
	}

	@Test
	void personIsToldOnceLoggedAndNoGroupCountsAnyMore_I13(CapturedOutput output) {
		DemoIdentityProvider.shared().add(FEW);
		assertThat(this.portal.as(FEW).get("/connect").body()).contains("ssh-orders").doesNotContain(TOLD);
		assertThat(output.getAll()).doesNotContain(WARNED);

		DemoIdentityProvider.shared().add(MANY);
		assertThat(this.portal.as(MANY).get("/connect").body()).contains(TOLD, "Ask your administrator")
			.doesNotContain("ssh-orders");
		assertThat(output.getAll().lines().filter((line) -> line.contains(WARNED))).singleElement()
			.satisfies((line) -> assertThat(line).contains("WARN", "person=").doesNotContain("eyJ"));
		assertThat(stored()).isEqualTo("DEVELOPER  true");
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/people?q=joiner").body())
			.contains("too many for the identity provider to tell");
		assertThat(this.portal.as(DemoPerson.AUDITOR).get("/people/reachability?email=joiner@example.com").body())
			.contains("too many for the identity provider to tell");

		DemoIdentityProvider.shared().add(FEW);
		assertThat(this.portal.as(FEW).get("/connect").body()).contains("ssh-orders").doesNotContain(TOLD);
		assertThat(stored()).isEqualTo("DEVELOPER orders-team false");
	}

	@Test
	void programIsToldByTheAnswerAndNoGroupCounts_I13() {
		DemoIdentityProvider.shared().add(FEW);
		this.portal.as(FEW);
		assertThat(this.portal.api(FEW).get("/api/v1/me").body()).contains("\"groupsWithheld\":false", "orders-team");

		DemoIdentityProvider.shared().add(MANY);
		assertThat(this.portal.api(MANY).get("/api/v1/me").body()).contains("\"groupsWithheld\":true", "\"groups\":[]");
		assertThat(this.portal.api(MANY).get("/api/v1/me/servers").body()).doesNotContain("orders");
	}

	private String stored() {
		return this.jdbc.sql("""
				SELECT array_to_string(roles, ' ') || ' ' || array_to_string(groups, ' ') || ' ' || groups_withheld
				FROM person WHERE email = ?""").param(FEW.email()).query(String.class).single();
	}

}

package dev.postern.connect.reachability;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.kernel.ServerId;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Servers and people put straight into the database, many at once where need be. */
public final class ReachabilityData {

	/** An identity provider of the account, as the tests have it. */
	public static final String PROVIDER = "b2b6d6a5-7d39-4c1a-9d35-6f0d9a3cbe01";

	private static final String ANOTHER_PROVIDER = "c3c7e7b6-8e40-4d2b-8e46-7a1e0b4dcf12";

	private static final List<String> COUNTRIES = List.of("JP", "US", "DE", "FR");

	private static final int DOMAINS = 6;

	private static final int GROUPS = 20;

	private final JdbcClient jdbc;

	public ReachabilityData(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Changes nothing that anybody reads, but makes new versions of all rows. */
	public void touchEverything() {
		this.jdbc.sql("UPDATE server SET name = name").update();
		this.jdbc.sql("UPDATE person SET name = name").update();
	}

	/** Takes away all servers, and the people who were put in here. */
	public void clear() {
		this.jdbc.sql("TRUNCATE server CASCADE").update();
		this.jdbc.sql("DELETE FROM person WHERE first_login_at = '2001-01-01Z'").update();
	}

	/** A server that is ready. */
	public ServerId server(String name, String policies) {
		return server(name, "ready", policies);
	}

	/** Makes the application of a server one that takes service tokens. */
	public void takesServiceTokens(ServerId server) {
		this.jdbc.sql("UPDATE server SET application_type = 'SELF_HOSTED' WHERE id = :id")
			.param("id", server.value())
			.update();
	}

	/**
	 * A server.
	 * @param policies without the brackets around them, with apostrophes for quotes
	 */
	public ServerId server(String name, String phase, String policies) {
		UUID id = UUID.randomUUID();
		this.jdbc
			.sql("""
					INSERT INTO server (id, name, hostname, zone_id, tunnel_id, service, login_user, application_type,
					  session_seconds, enforce_at_connector, description, policies, version, generation, applied_generation,
					  phase, created_at, updated_at, retired_at)
					VALUES (:id, :name, 'ssh-' || lower(:name) || '.example.jp', :zone, :tunnel, 'ssh://10.0.0.1:22', 'deploy',
					  'SSH', 86400, false, '', CAST(:policies AS jsonb), 1, 1, CASE WHEN :phase = 'PENDING' THEN 0 ELSE 1 END,
					  :phase, now(), now(), CASE WHEN :phase = 'REMOVING' THEN now() END)""")
			.param("id", id)
			.param("name", name)
			.param("zone", "023e105f4ecef8ad9ca31a8372d0c353")
			.param("tunnel", UUID.nameUUIDFromBytes(new byte[] { 1 }))
			.param("policies", "[" + policies.replace('\'', '"') + "]")
			.param("phase", phase.toUpperCase(Locale.ROOT))
			.update();
		return new ServerId(id);
	}

	/** The application that guards a server, in place of the one that did. */
	public void application(ServerId server, String id) {
		this.jdbc.sql("DELETE FROM owned_resource WHERE server_id = :id").param("id", server.value()).update();
		this.jdbc.sql("""
				INSERT INTO owned_resource (kind, tunnel_id, natural_key, server_id, remote_id, claimed_at, owned_at)
				SELECT 'access_app', tunnel_id, hostname, id, :app, now(), now() FROM server WHERE id = :id""")
			.param("id", server.value())
			.param("app", id)
			.update();
	}

	/** Somebody who signed in long ago. */
	public void person(String email, String name, String... groups) {
		this.jdbc.sql("""
				INSERT INTO person (id, email, name, roles, groups, first_login_at, last_login_at, version)
				VALUES (:id, :email, :name, '{DEVELOPER}', :groups, '2001-01-01Z', '2001-01-01Z', 0)""")
			.param("id", UUID.randomUUID())
			.param("email", email)
			.param("name", name)
			.param("groups", groups)
			.update();
	}

	/** Servers with policies of all usual kinds, and people whom some of them mean. */
	public void fill(int servers, int people) {
		Random chance = new Random(20261122);
		IntStream.range(0, people)
			.forEach((i) -> person(email(i), "Person " + i,
					Stream.generate(() -> "team-" + chance.nextInt(GROUPS))
						.limit(chance.nextInt(5))
						.distinct()
						.toArray(String[]::new)));
		IntStream.range(0, servers).forEach((i) -> server("db%03d".formatted(i), policies(chance, people)));
	}

	/** One to four policies, as administrators write them. */
	public static String policies(Random chance, int people) {
		return IntStream.rangeClosed(0, chance.nextInt(4))
			.mapToObj((i) -> (i == 0) ? allow(chance, people) : any(chance, people))
			.collect(Collectors.joining(","));
	}

	/** The address of one of many. */
	public static String email(int i) {
		return "person%d@%s".formatted(i, domain(i));
	}

	private static String any(Random chance, int people) {
		return (chance.nextInt(4) == 0)
				? policy("Keep out", "deny", emails(chance, people, 1 + chance.nextInt(3)), "", "")
				: allow(chance, people);
	}

	private static String allow(Random chance, int people) {
		return switch (chance.nextInt(9)) {
			case 0 -> policy("People", "allow", emails(chance, people, 1 + chance.nextInt(10)), "", "");
			case 1 -> policy("Many people", "allow", emails(chance, people, 40), country(chance), "");
			case 2 -> policy("Domain", "allow", inDomain(chance), country(chance), emails(chance, people, 2));
			case 3 ->
				policy("Domain from the office", "allow", inDomain(chance), "{'ip':{'ip':'198.51.100.0/24'}}", "");
			case 4 -> policy("Team", "allow", okta(chance, PROVIDER), "", "");
			case 5 -> policy("Team or people", "allow",
					okta(chance, PROVIDER) + "," + okta(chance, ANOTHER_PROVIDER) + "," + emails(chance, people, 3), "",
					okta(chance, PROVIDER));
			case 6 -> policy("Access group", "allow",
					"{'group':{'id':'%s'}}".formatted(new UUID(3, chance.nextInt(30))), "", emails(chance, people, 2));
			case 7 ->
				policy("Everyone in a team", "allow", "{'everyone':{}}", okta(chance, PROVIDER), inDomain(chance));
			default -> policy("Managed device", "allow", inDomain(chance) + "," + emails(chance, people, 2),
					"{'device_posture':{'integration_uid':'%s'}}".formatted(ANOTHER_PROVIDER), "");
		};
	}

	/** One policy; rules without the brackets around them. */
	public static String policy(String name, String decision, String include, String require, String exclude) {
		return "{'name':'%s','decision':'%s','include':[%s],'require':[%s],'exclude':[%s]}".formatted(name, decision,
				include, require, exclude);
	}

	private static String emails(Random chance, int people, int count) {
		return Stream.generate(() -> chance.nextInt(people + people / 5 + 1))
			.distinct()
			.limit(Math.min(count, people / 2 + 1))
			.map((i) -> "{'email':{'email':'%s'}}".formatted(email(i)))
			.collect(Collectors.joining(","));
	}

	private static String inDomain(Random chance) {
		return "{'email_domain':{'domain':'%s'}}".formatted(domain(chance.nextInt(DOMAINS)));
	}

	private static String country(Random chance) {
		return "{'geo':{'country_code':'%s'}}".formatted(COUNTRIES.get(chance.nextInt(COUNTRIES.size())));
	}

	private static String okta(Random chance, String provider) {
		return "{'okta':{'name':'team-%d','identity_provider_id':'%s'}}".formatted(chance.nextInt(GROUPS), provider);
	}

	private static String domain(int i) {
		return "corp%d.example.com".formatted(i % DOMAINS);
	}

}

package dev.postern.tryout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.SomebodyElse;
import dev.postern.fake.access.Login;
import dev.postern.fake.account.ApiToken;
import dev.postern.fake.api.Permission;
import dev.postern.kernel.TunnelId;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the fake Cloudflare holds for a try-out or a test. */
public final class DemoAccount {

	/** The token that the portal shows; it may do what the README asks for. */
	public static final String TOKEN = "demo-token-of-the-portal-0000000000000000";

	private static final List<String> EARLIER_HOSTS = List.of("ssh-cf.example.jp", "ssh-db1.example.jp",
			"ssh-old.example.jp");

	private static final List<String> PEOPLE = List.of(DemoPerson.ADMIN.email(), DemoPerson.DEVELOPER.email(),
			"kenji@example.com", "mallory@example.net");

	private DemoAccount() {
	}

	/**
	 * Empties the account; only the portal's token is there afterwards, and the number of
	 * requests that it is allowed.
	 */
	public static void empty(FakeCloudflare cloudflare) {
		cloudflare.reset(TOKEN, ApiToken.with(Permission.portal()));
	}

	/**
	 * An account in use: other people's tunnels, rules and records, and a week of logins.
	 */
	public static void fill(FakeCloudflare cloudflare, Instant now) {
		empty(cloudflare);
		cloudflare.addZone("example.jp");
		cloudflare.addZone("example.com");
		cloudflare.addZone("example.org", "pending");
		TunnelId tokyo = cloudflare.addTunnel("tokyo-office");
		cloudflare.addConnector(tokyo);
		cloudflare.addConnector(tokyo);
		cloudflare.addConnector(cloudflare.addTunnel("osaka-datacenter"));
		cloudflare.addTunnel("spare");
		cloudflare.addConnector(cloudflare.addTunnel("old-box", "local"));
		organization(cloudflare.asSomebodyElse());
		foreignThings(cloudflare.asSomebodyElse(), tokyo);
		weekOfLogins(cloudflare, now);
		cloudflare.seal();
	}

	private static void organization(SomebodyElse somebody) {
		somebody.addIdentityProvider("onetimepin", "One-time PIN");
		somebody.call("PUT", "/accounts/{account}/access/organizations",
				JsonNodeFactory.instance.objectNode().put("deny_unmatched_requests", true));
	}

	private static void foreignThings(SomebodyElse somebody, TunnelId tunnel) {
		somebody.putConfiguration(tunnel,
				"""
						{"ingress": [
						  {"hostname": "grafana.example.jp", "service": "http://10.0.4.10:3000", "originRequest": {"noTLSVerify": true}},
						  {"hostname": "*.dev.example.jp", "service": "https://10.0.4.30:443", "originRequest": {"originServerName": "dev"}},
						  {"hostname": "ssh-old.example.jp", "service": "ssh://10.0.4.99:22"},
						  {"service": "http_status:404"}],
						 "warp-routing": {"enabled": true}}""");
		List.of("grafana.example.jp", "*.dev.example.jp", "ssh-old.example.jp")
			.forEach((hostname) -> somebody.pointAtTunnel(hostname, tunnel));
		somebody.addDnsRecord("""
				{"type": "A", "name": "www.example.jp", "content": "192.0.2.10", "proxied": true}""");
		somebody.addDnsRecord("""
				{"type": "TXT", "name": "example.jp", "content": "v=spf1 -all"}""");
		somebody.addApp("ssh-old.example.jp", DemoPerson.ADMIN.email());
	}

	private static void weekOfLogins(FakeCloudflare cloudflare, Instant now) {
		Random chance = new Random(7);
		for (Instant at = now.minus(Duration.ofDays(7)); at
			.isBefore(now.minusSeconds(600)); at = at.plus(Duration.ofMinutes(45 + chance.nextInt(120)))) {
			String person = PEOPLE.get(chance.nextInt(PEOPLE.size()));
			Login login = Login.of(person, EARLIER_HOSTS.get(chance.nextInt(EARLIER_HOSTS.size())), at)
				.from("198.51.100." + (10 + chance.nextInt(40)), chance.nextInt(8) == 0 ? "US" : "JP");
			cloudflare.addLogin(person.startsWith("mallory") ? login.denied() : login);
		}
	}

}

package dev.postern.cloudflare;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.postern.cloudflare.CloudflareException.Missing;
import dev.postern.cloudflare.CloudflareException.Rejected;
import dev.postern.cloudflare.CloudflareException.Unauthorized;
import dev.postern.cloudflare.CloudflareException.Unavailable;
import dev.postern.cloudflare.model.AccessApp;
import dev.postern.cloudflare.model.DnsBatch;
import dev.postern.cloudflare.model.DnsRecord;
import dev.postern.cloudflare.model.DnsRecordDraft;
import dev.postern.cloudflare.model.Tunnel;
import dev.postern.cloudflare.transport.TransportConfiguration;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.api.Permission;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.LosslessJson;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The facade against an account that behaves as Cloudflare does. */
class FakeAccountTests {

	private final FakeCloudflare fake = FakeCloudflare.start();

	private final ZoneId zone = this.fake.addZone("example.jp");

	private final TunnelId tunnel = this.fake.addTunnel("office");

	@AfterEach
	void stop() {
		this.fake.close();
	}

	@Test
	void readsListsOfSeveralPages() {
		IntStream.range(0, 119).forEach((i) -> this.fake.addZone("zone-%d.example.com".formatted(i)));

		with((cloudflare) -> assertThat(cloudflare.zones()).hasSize(120).doesNotHaveDuplicates());

		assertThat(this.fake.journal().count(Calls.LIST_ZONES)).isEqualTo(3);
	}

	@Test
	void readsListsOfSeveralPagesWhoseTotalsCountOnePage() {
		IntStream.range(0, 119).forEach((i) -> this.fake.addZone("zone-%d.example.com".formatted(i)));
		this.fake.faults().on(Calls.LIST_ZONES).always().countOnePage();

		with((cloudflare) -> assertThat(cloudflare.zones()).hasSize(120).doesNotHaveDuplicates());
	}

	@Test
	void aListThatLeavesSomeOutIsNoError() {
		TunnelId hidden = this.fake.addTunnel("hidden");
		this.fake.faults()
			.on(Calls.LIST_TUNNELS)
			.always()
			.hide((tunnel) -> tunnel.path("id").asString().equals(hidden.toString()));

		with((cloudflare) -> {
			assertThat(cloudflare.tunnels()).extracting(Tunnel::id).containsExactly(this.tunnel);
			assertThat(cloudflare.tunnel(hidden).name()).isEqualTo("hidden");
		});
	}

	@Test
	void asksForEachListOnceWhenOnePageHoldsIt() {
		this.fake.asSomebodyElse().addApp("wiki.example.jp", "a@example.com");
		this.fake.asSomebodyElse().pointAtTunnel("wiki.example.jp", this.tunnel);

		with((cloudflare) -> {
			assertThat(cloudflare.tunnels()).hasSize(1);
			assertThat(cloudflare.dnsRecords(this.zone)).hasSize(1);
			assertThat(cloudflare.accessApps()).hasSize(1);
		});

		assertThat(this.fake.journal().all()).hasSize(3);
	}

	@Test
	void makesAndChangesAndRemovesAnApplication() {
		with((cloudflare) -> {
			cloudflare.ensureTag(Cloudflare.TAG);
			AccessApp made = cloudflare.createAccessApp(app("ssh-db1.example.jp"));
			ObjectNode changed = made.body().deepCopy();
			List.of("id", "uid", "aud", "created_at", "updated_at").forEach(changed::remove);
			AccessApp replaced = cloudflare.replaceAccessApp(made.id(), changed.put("session_duration", "8h"));

			assertThat(replaced.aud()).isEqualTo(made.aud());
			assertThat(cloudflare.accessApp(made.id()).body().path("session_duration").stringValue()).isEqualTo("8h");
			cloudflare.deleteAccessApp(made.id());
			assertThatExceptionOfType(Missing.class).isThrownBy(() -> cloudflare.accessApp(made.id()));
			assertThatExceptionOfType(Missing.class).isThrownBy(() -> cloudflare.deleteAccessApp(made.id()));
			assertThat(cloudflare.accessApps()).isEmpty();
		});
	}

	@Test
	void replacesAConfigurationAndSeesItsVersion() {
		with((cloudflare) -> {
			ObjectNode config = (ObjectNode) LosslessJson.MAPPER
				.readTree("{\"ingress\":[{\"hostname\":\"a.example.jp\",\"service\":\"ssh://h:22\"},"
						+ "{\"service\":\"http_status:404\"}]}");

			assertThat(cloudflare.configuration(this.tunnel).version()).isZero();
			assertThat(cloudflare.replaceConfiguration(this.tunnel, config).version()).isEqualTo(1);
			assertThat(cloudflare.configuration(this.tunnel).version()).isEqualTo(1);
			assertThatExceptionOfType(Rejected.class)
				.isThrownBy(() -> cloudflare.replaceConfiguration(this.tunnel,
						(ObjectNode) LosslessJson.MAPPER.readTree("{\"ingress\":[]}")))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo(1056));
		});
	}

	@Test
	void makesTwoRecordsAndMovesOneInABatch() {
		with((cloudflare) -> {
			DnsRecord first = cloudflare.createDnsRecord(this.zone, record("a.example.jp"));
			DnsBatch.Result result = cloudflare.changeDnsRecords(this.zone,
					new DnsBatch(List.of(), Map.of(first.id(), record("b.example.jp")),
							List.of(record("c.example.jp"), record("d.example.jp"))));

			assertThat(result.posts()).extracting(DnsRecord::name).containsExactly("c.example.jp", "d.example.jp");
			assertThat(cloudflare.dnsRecords(this.zone)).extracting(DnsRecord::name)
				.containsExactlyInAnyOrder("b.example.jp", "c.example.jp", "d.example.jp");
		});
	}

	@Test
	void aRecordThatStandsInTheWayIsRejectedWithItsCode() {
		with((cloudflare) -> {
			cloudflare.createDnsRecord(this.zone, record("a.example.jp"));

			assertThatExceptionOfType(Rejected.class)
				.isThrownBy(() -> cloudflare.createDnsRecord(this.zone, record("a.example.jp")))
				.satisfies((ex) -> assertThat(ex.code()).isBetween(81053, 81058));
		});
	}

	@Test
	void onlyWhatIsReallyGoneIsMissingI3() {
		TunnelId local = this.fake.addTunnel("old-box", "local");
		TunnelId unknown = new TunnelId(UUID.randomUUID());

		with((cloudflare) -> {
			for (Consumer<Cloudflare> look : List.<Consumer<Cloudflare>>of((client) -> client.tunnel(unknown),
					(client) -> client.configuration(unknown), (client) -> client.configuration(local),
					(client) -> client.accessApp(new AccessAppId(UUID.randomUUID())),
					(client) -> client.deleteDnsRecord(this.zone, DnsRecordId.of("0".repeat(32))))) {
				assertThatExceptionOfType(Missing.class).isThrownBy(() -> look.accept(cloudflare));
			}
		});
	}

	@Test
	void aWrongAccountIsNotAnEmptyOneI3() {
		client(this.fake.addToken(Permission.portal())).withPropertyValues("postern.cloudflare.account-id=another")
			.run((context) -> {
				Cloudflare cloudflare = context.getBean(Cloudflare.class);
				for (Consumer<Cloudflare> look : List.<Consumer<Cloudflare>>of(Cloudflare::tunnels,
						Cloudflare::accessApps, (client) -> client.tunnel(this.tunnel),
						(client) -> client.configuration(this.tunnel), Cloudflare::organization)) {
					assertThatExceptionOfType(CloudflareException.class).isThrownBy(() -> look.accept(cloudflare))
						.isNotInstanceOf(Missing.class);
				}
			});
	}

	@Test
	void applicationsThatMayNotBeReadAreNotNoneI3() {
		this.fake.asSomebodyElse().addApp("wiki.example.jp", "a@example.com");

		client(this.fake.addToken(Permission.ZONE_READ)).run((context) -> assertThatExceptionOfType(Unauthorized.class)
			.isThrownBy(() -> context.getBean(Cloudflare.class).accessApps()));
	}

	@Test
	void makesATagOnceAndRemembersIt() {
		with((cloudflare) -> {
			cloudflare.ensureTag("postern");
			cloudflare.ensureTag("postern");
		});

		assertThat(this.fake.state().tags()).containsExactly("postern");
		assertThat(this.fake.journal().all()).hasSize(2);
	}

	@Test
	void aTagThatExistsCostsOneLook() {
		this.fake.asSomebodyElse().addTag("postern");

		with((cloudflare) -> cloudflare.ensureTag("postern"));

		assertThat(this.fake.journal().count(Calls.LIST_TAGS)).isEqualTo(1);
		assertThat(this.fake.journal().writes()).isEmpty();
	}

	@Test
	void aTagThatTheListLeavesOutIsTakenForTheOneThatItIs() {
		this.fake.asSomebodyElse().addTag("postern");
		this.fake.faults().on(Calls.LIST_TAGS).always().hide((tag) -> true);

		with((cloudflare) -> cloudflare.ensureTag("postern"));

		assertThat(this.fake.journal().count(Calls.GET_TAG)).isEqualTo(1);
		assertThat(this.fake.journal().committed()).isEmpty();
	}

	@Test
	void aTagWhoseAnswerGotLostIsLookedUpAndNotMadeAgainI4() {
		this.fake.faults().on(Calls.CREATE_TAG).cutAfterCommit();

		with((cloudflare) -> cloudflare.ensureTag("postern"));

		assertThat(this.fake.journal().count(Calls.CREATE_TAG)).isEqualTo(1);
	}

	@Test
	void aTagThatSomebodyMakesAtTheSameTimeIsAsGood() {
		this.fake.faults().beforeNext(Calls.CREATE_TAG, () -> this.fake.asSomebodyElse().addTag("postern"));

		with((cloudflare) -> cloudflare.ensureTag("postern"));

		assertThat(this.fake.state().tags()).containsExactly("postern");
	}

	@Test
	void aTagThatCouldNotBeMadeIsNotRemembered() {
		this.fake.faults().on(Calls.CREATE_TAG).cutBeforeCommit();

		with((cloudflare) -> {
			assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> cloudflare.ensureTag("postern"));
			cloudflare.ensureTag("postern");
		});

		assertThat(this.fake.state().tags()).containsExactly("postern");
	}

	@Test
	void aTagThatSomebodyRemovedIsMadeAgainAfterTheRefusal() {
		with((cloudflare) -> {
			cloudflare.ensureTag("postern");
			this.fake.asSomebodyElse().call("DELETE", "/accounts/{account}/access/tags/postern", null);
			assertThatExceptionOfType(Rejected.class)
				.isThrownBy(() -> cloudflare.createAccessApp(app("ssh-db1.example.jp")))
				.withMessageContaining("tags contain a tag that does not exist");

			cloudflare.ensureTag("postern");

			assertThat(cloudflare.createAccessApp(app("ssh-db1.example.jp")).aud()).isNotBlank();
		});
	}

	private void with(Consumer<Cloudflare> work) {
		client(this.fake.addToken(Permission.portal()))
			.run((context) -> work.accept(context.getBean(Cloudflare.class)));
	}

	private ApplicationContextRunner client(String token) {
		return new ApplicationContextRunner()
			.withUserConfiguration(CloudflareConfiguration.class, TransportConfiguration.class,
					CloudflareTestConfiguration.class)
			.withPropertyValues("postern.cloudflare.base-url=" + this.fake.baseUrl(),
					"postern.cloudflare.account-id=" + this.fake.accountId(), "postern.cloudflare.api-token=" + token);
	}

	private static ObjectNode app(String hostname) {
		return (ObjectNode) LosslessJson.MAPPER.readTree(
				"""
						{"name":"%1$s","type":"ssh","domain":"%1$s","destinations":[{"type":"public","uri":"%1$s"}],"tags":["postern"],
						"policies":[{"name":"Allow","decision":"allow","include":[{"email":{"email":"a@example.com"}}]}]}"""
					.formatted(hostname));
	}

	private DnsRecordDraft record(String name) {
		return new DnsRecordDraft("CNAME", name, this.tunnel + ".cfargotunnel.com", true, 1, "postern:1");
	}

}

package dev.postern.cloudflare;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.cloudflare.CloudflareException.Missing;
import dev.postern.cloudflare.CloudflareException.Rejected;
import dev.postern.cloudflare.CloudflareException.Throttled;
import dev.postern.cloudflare.CloudflareException.Unauthorized;
import dev.postern.cloudflare.StubApi.Answer;
import dev.postern.cloudflare.model.DnsBatch;
import dev.postern.cloudflare.model.DnsRecordDraft;
import dev.postern.fake.contract.CloudflareSamples;
import dev.postern.fake.contract.CloudflareSamples.Sample;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.LosslessJson;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The client understands the answers of the real API that are kept as samples. */
class ClientReadsSamplesTests {

	private static final TunnelId TUNNEL = TunnelId.of("f70ff985-a4ef-4643-bbbc-4a0ed4fc8415");

	private static final AccessAppId APP = AccessAppId.of("699d9864-2c56-4d2e-855e-9661899b7252");

	private static final ZoneId ZONE = ZoneId.of("9a7806061c88ada191ed06f989cc3dac");

	private static final DnsRecordDraft DRAFT = new DnsRecordDraft("CNAME", "web-01.example.com", "x", true, 1, "c");

	private static final Map<String, Function<Cloudflare, Object>> GOOD = Map.ofEntries(
			Map.entry("zones-list.200.json", Cloudflare::zones),
			Map.entry("zones-list-empty.200.json", Cloudflare::zones),
			Map.entry("tunnel-list.200.json", Cloudflare::tunnels),
			Map.entry("tunnel-get-healthy.200.json", (cloudflare) -> cloudflare.tunnel(TUNNEL)),
			Map.entry("tunnel-get-deleted.200.json", (cloudflare) -> cloudflare.tunnel(TUNNEL)),
			Map.entry("tunnel-config-get.200.json", (cloudflare) -> cloudflare.configuration(TUNNEL)),
			Map.entry("tunnel-config-get-fresh.200.json", (cloudflare) -> cloudflare.configuration(TUNNEL)),
			Map.entry("tunnel-config-put.200.json",
					(cloudflare) -> cloudflare.replaceConfiguration(TUNNEL, LosslessJson.MAPPER.createObjectNode())),
			Map.entry("tunnel-connections.200.json", (cloudflare) -> cloudflare.connectors(TUNNEL)),
			Map.entry("tunnel-connections-none.200.json", (cloudflare) -> cloudflare.connectors(TUNNEL)),
			Map.entry("dns-list.200.json", (cloudflare) -> cloudflare.dnsRecords(ZONE)),
			Map.entry("dns-list-empty.200.json", (cloudflare) -> cloudflare.dnsRecords(ZONE)),
			Map.entry("dns-create.200.json", (cloudflare) -> cloudflare.createDnsRecord(ZONE, DRAFT)),
			Map.entry("dns-patch.200.json",
					(cloudflare) -> cloudflare.patchDnsRecord(ZONE, DnsRecordId.of("a"), DRAFT)),
			Map.entry("dns-batch.200.json",
					(cloudflare) -> cloudflare.changeDnsRecords(ZONE,
							new DnsBatch(List.of(), Map.of(), List.of(DRAFT)))),
			Map.entry("dns-delete.200.json", (cloudflare) -> {
				cloudflare.deleteDnsRecord(ZONE, DnsRecordId.of("a"));
				return "removed";
			}), Map.entry("app-list.200.json", Cloudflare::accessApps),
			Map.entry("app-get.200.json", (cloudflare) -> cloudflare.accessApp(APP)),
			Map.entry("app-create.201.json",
					(cloudflare) -> cloudflare.createAccessApp(LosslessJson.MAPPER.createObjectNode())),
			Map.entry("app-update.200.json",
					(cloudflare) -> cloudflare.replaceAccessApp(APP, LosslessJson.MAPPER.createObjectNode())),
			Map.entry("app-delete.202.json", (cloudflare) -> {
				cloudflare.deleteAccessApp(APP);
				return "removed";
			}), Map.entry("idp-list.200.json", Cloudflare::identityProviders),
			Map.entry("access-organization.200.json", Cloudflare::organization), Map.entry("access-requests.200.json",
					(cloudflare) -> cloudflare.accessRequests(Instant.EPOCH, Instant.EPOCH, 1, 100)));

	@TestFactory
	Stream<DynamicTest> everyErrorIsTold() {
		return CloudflareSamples.answers()
			.stream()
			.filter((sample) -> sample.status() >= 400)
			.map((sample) -> DynamicTest.dynamicTest(sample.file(), () -> {
				Throwable problem = ask(sample, (cloudflare) -> cloudflare.tunnel(TUNNEL));

				assertThat(problem).isInstanceOf(expected(sample))
					.hasMessageContaining(": " + sample.status() + " ")
					.message()
					.matches("(?s).* \\d{3} \\d{3,6} .+");
			}));
	}

	@TestFactory
	Stream<DynamicTest> everyGoodAnswerIsRead() {
		Map<String, Sample> samples = CloudflareSamples.answers()
			.stream()
			.collect(Collectors.toMap(Sample::file, (sample) -> sample));
		assertThat(samples).containsKeys(GOOD.keySet().toArray(String[]::new));
		return GOOD.keySet()
			.stream()
			.sorted()
			.map((file) -> DynamicTest.dynamicTest(file,
					() -> assertThat(
							ask(Objects.requireNonNull(samples.get(file)), Objects.requireNonNull(GOOD.get(file))))
						.isNull()));
	}

	/** Access that is not switched on is known by its code, whatever its status. */
	private static Class<? extends CloudflareException> expected(Sample sample) {
		if (sample.text().contains("\"code\": 9999")) {
			return Rejected.class;
		}
		return switch (sample.status()) {
			case 401, 403 -> Unauthorized.class;
			case 404 -> sample.text().contains("7003") ? Rejected.class : Missing.class;
			case 429 -> Throttled.class;
			default -> sample.text().contains("6003") ? Unauthorized.class : Rejected.class;
		};
	}

	private static @Nullable Throwable ask(Sample sample, Function<Cloudflare, Object> call) {
		try (StubApi stub = new StubApi()) {
			stub.answering((request) -> Answer.of(sample.status(), sample.text()));
			return catchThrowable(() -> stub.ask(call));
		}
	}

}

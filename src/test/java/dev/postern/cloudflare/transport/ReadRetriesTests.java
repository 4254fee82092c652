package dev.postern.cloudflare.transport;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.RecordingBudget;
import dev.postern.cloudflare.RecordingSleeper;
import dev.postern.cloudflare.RequestPriority;
import dev.postern.cloudflare.StubApi;
import dev.postern.cloudflare.StubApi.Answer;
import dev.postern.cloudflare.budget.Sleeper;
import dev.postern.cloudflare.model.DnsBatch;
import dev.postern.cloudflare.model.DnsRecordDraft;
import dev.postern.cloudflare.model.Tunnel;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.AccessGroupId;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.LosslessJson;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What is asked again and what never is (I4). */
class ReadRetriesTests {

	private static final TunnelId TUNNEL = TunnelId.of("f70ff985-a4ef-4643-bbbc-4a0ed4fc8415");

	private static final AccessAppId APP = AccessAppId.of("699d9864-2c56-4d2e-855e-9661899b7252");

	private static final ZoneId ZONE = ZoneId.of("9a7806061c88ada191ed06f989cc3dac");

	private static final DnsRecordId RECORD = DnsRecordId.of("372e67954025e0ba6aaa6d586b9e0b59");

	private static final AccessGroupId GROUP = AccessGroupId.of("5f9a1c1e-0000-4000-8000-000000000001");

	private static final DnsRecordDraft DRAFT = new DnsRecordDraft("CNAME", "a.example.com", "b", true, 1, "c");

	private static final ObjectNode BODY = LosslessJson.MAPPER.createObjectNode().put("type", "ssh");

	private static final Map<String, Consumer<Cloudflare>> WRITES = Map.ofEntries(
			Map.entry("replaceConfiguration", (cloudflare) -> cloudflare.replaceConfiguration(TUNNEL, BODY)),
			Map.entry("createDnsRecord", (cloudflare) -> cloudflare.createDnsRecord(ZONE, DRAFT)),
			Map.entry("patchDnsRecord", (cloudflare) -> cloudflare.patchDnsRecord(ZONE, RECORD, DRAFT)),
			Map.entry("deleteDnsRecord", (cloudflare) -> cloudflare.deleteDnsRecord(ZONE, RECORD)),
			Map.entry("changeDnsRecords",
					(cloudflare) -> cloudflare.changeDnsRecords(ZONE,
							new DnsBatch(List.of(RECORD), Map.of(), List.of(DRAFT)))),
			Map.entry("createAccessApp", (cloudflare) -> cloudflare.createAccessApp(BODY)),
			Map.entry("replaceAccessApp", (cloudflare) -> cloudflare.replaceAccessApp(APP, BODY)),
			Map.entry("deleteAccessApp", (cloudflare) -> cloudflare.deleteAccessApp(APP)),
			Map.entry("createAccessGroup", (cloudflare) -> cloudflare.createAccessGroup(BODY)),
			Map.entry("replaceAccessGroup", (cloudflare) -> cloudflare.replaceAccessGroup(GROUP, BODY)),
			Map.entry("deleteAccessGroup", (cloudflare) -> cloudflare.deleteAccessGroup(GROUP)));

	private final StubApi stub = new StubApi();

	@AfterEach
	void stop() {
		this.stub.close();
	}

	@Test
	void noWriteIsEverRepeatedI4() {
		SoftAssertions soft = new SoftAssertions();
		impatient().run((context) -> {
			Cloudflare cloudflare = context.getBean(Cloudflare.class);
			troubles().forEach((trouble, answer) -> WRITES.forEach((name, write) -> {
				this.stub.forget();
				this.stub.answering((request) -> answer);
				soft.assertThat(catchThrowable(() -> write.accept(cloudflare)))
					.as("%s, %s", trouble, name)
					.isInstanceOf(CloudflareException.class);
				soft.assertThat(this.stub.seen()).as("%s, %s", trouble, name).hasSize(1);
			}));
		});
		soft.assertAll();
	}

	@Test
	void noWriteIsRepeatedOnAConnectionThatWasUsedBeforeI4() {
		SoftAssertions soft = new SoftAssertions();
		this.stub.client().run((context) -> {
			Cloudflare cloudflare = context.getBean(Cloudflare.class);
			WRITES.forEach((name, write) -> {
				this.stub.answering((request) -> Answer.page(0, "[]"));
				assertThat(cloudflare.tunnels()).isEmpty();
				this.stub.forget();
				this.stub.answering((request) -> Answer.cut());
				soft.assertThat(catchThrowable(() -> write.accept(cloudflare)))
					.as(name)
					.isInstanceOf(CloudflareException.Unavailable.class);
				soft.assertThat(this.stub.seen()).as(name).hasSize(1);
			});
		});
		soft.assertAll();
	}

	@Test
	void readsAreAskedAgainTwiceAtMost() {
		this.stub.answering(503, "<html>");

		this.stub.client().run((context) -> {
			assertThatExceptionOfType(CloudflareException.Unavailable.class)
				.isThrownBy(() -> context.getBean(Cloudflare.class).tunnel(TUNNEL));
			assertThat(context.getBean(RecordingBudget.class).taken).hasSize(3);
		});
		assertThat(this.stub.seen()).hasSize(3);
	}

	@Test
	void aReadThatSucceedsAtLastCounts() {
		AtomicInteger asked = new AtomicInteger();
		this.stub.answering((request) -> switch (asked.incrementAndGet()) {
			case 1 -> Answer.cut();
			case 2 -> Answer.half("{\"success\":true,\"result\":[]}          ");
			default -> Answer.page(0, "[]");
		});

		List<Tunnel> tunnels = this.stub.ask(Cloudflare::tunnels);

		assertThat(tunnels).isEmpty();
	}

	@Test
	void readsThatWereAnsweredAreNotAskedAgain() {
		for (int status : List.of(301, 400, 401, 403, 404, 409, 429)) {
			this.stub.forget();
			this.stub.answering(status, "<html>");

			assertThatExceptionOfType(CloudflareException.class)
				.isThrownBy(() -> this.stub.ask((cloudflare) -> cloudflare.tunnel(TUNNEL)));

			assertThat(this.stub.seen()).as("%d", status).hasSize(1);
		}
	}

	@Test
	void pausesAreShortAndGrow() {
		RecordingSleeper sleeper = new RecordingSleeper();
		this.stub.answering(500, "");

		this.stub.client()
			.withBean("pauses", Sleeper.class, () -> sleeper, (bean) -> bean.setPrimary(true))
			.run((context) -> {
				for (int i = 0; i < 20; i++) {
					assertThatExceptionOfType(CloudflareException.Unavailable.class)
						.isThrownBy(() -> context.getBean(Cloudflare.class).tunnel(TUNNEL));
				}
			});

		assertThat(sleeper.taken).hasSize(40);
		for (int i = 0; i < 40; i += 2) {
			assertThat(sleeper.taken.get(i)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
			assertThat(sleeper.taken.get(i + 1)).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
		}
		assertThat(sleeper.taken.stream().distinct().count()).as("jitter").isGreaterThan(20);
	}

	@Test
	void aShortTimeThatA503NamesIsWaitedFor() {
		RecordingSleeper sleeper = new RecordingSleeper();
		this.stub.answering((request) -> Answer.of(503, "", "Retry-After", "2"));

		assertUnavailable(sleeper);

		assertThat(sleeper.taken).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
		assertThat(this.stub.seen()).hasSize(3);
	}

	@Test
	void nobodyIsKeptWaitingForALongTimeThatA503NamesAndItIsNotAskedAgain() {
		RecordingSleeper sleeper = new RecordingSleeper();
		this.stub.answering((request) -> Answer.of(503, "{\"retry_after\":60}"));

		assertUnavailable(sleeper);

		assertThat(sleeper.taken).isEmpty();
		assertThat(this.stub.seen()).hasSize(1);
	}

	private void assertUnavailable(RecordingSleeper sleeper) {
		this.stub.client()
			.withBean("pauses", Sleeper.class, () -> sleeper, (bean) -> bean.setPrimary(true))
			.run((context) -> assertThatExceptionOfType(CloudflareException.Unavailable.class)
				.isThrownBy(() -> context.getBean(Cloudflare.class).tunnel(TUNNEL)));
	}

	@Test
	void anInterruptEndsTheRepetitions() {
		this.stub.answering(500, "");
		Sleeper interrupted = (duration) -> {
			throw new InterruptedException();
		};

		this.stub.client()
			.withBean("pauses", Sleeper.class, () -> interrupted, (bean) -> bean.setPrimary(true))
			.run((context) -> {
				assertThatExceptionOfType(CloudflareException.Unavailable.class)
					.isThrownBy(() -> context.getBean(Cloudflare.class).tunnel(TUNNEL));
				assertThat(Thread.interrupted()).isTrue();
			});
		assertThat(this.stub.seen()).hasSize(1);
	}

	@Test
	void aRedirectIsNotFollowedSoThatTheTokenGoesNowhereElseI9() {
		try (StubApi elsewhere = new StubApi()) {
			this.stub.answering((request) -> Answer.of(307, "", "Location", elsewhere.url()));

			assertThatExceptionOfType(CloudflareException.Unavailable.class)
				.isThrownBy(() -> this.stub.ask((cloudflare) -> cloudflare.createAccessApp(BODY)));

			assertThat(elsewhere.seen()).isEmpty();
		}
	}

	@Test
	void backgroundWorkIsDeclaredAsSuch() {
		this.stub.answering((request) -> Answer.page(0, "[]"));

		this.stub.client().run((context) -> {
			Cloudflare cloudflare = context.getBean(Cloudflare.class);
			assertThat(cloudflare.inBackground(cloudflare::tunnels)).isEmpty();
			assertThat(cloudflare.tunnels()).isEmpty();
			assertThat(context.getBean(RecordingBudget.class).taken).containsExactly(RequestPriority.BACKGROUND,
					RequestPriority.INTERACTIVE);
		});
	}

	private ApplicationContextRunner impatient() {
		return this.stub.client().withPropertyValues("postern.cloudflare.read-timeout=300ms");
	}

	private static Map<String, Answer> troubles() {
		Map<String, Answer> troubles = new LinkedHashMap<>();
		for (int status : List.of(302, 307, 308, 400, 401, 403, 404, 408, 409, 425, 429, 500, 502, 503, 504, 522)) {
			troubles.put(String.valueOf(status), Answer.of(status, "<html>", "Location", "/again", "Retry-After", "1"));
		}
		troubles.put("cut", Answer.cut());
		troubles.put("half", Answer.half("{\"success\":true,\"result\":{}}          "));
		troubles.put("silence", Answer.silence());
		troubles.put("half a body", Answer.of(200, "{\"success\":true,\"result\":{\"id\""));
		return troubles;
	}

}

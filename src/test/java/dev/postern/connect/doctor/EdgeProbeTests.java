package dev.postern.connect.doctor;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLSocketFactory;

import dev.postern.connect.doctor.EdgeAnswer.Answered;
import dev.postern.connect.doctor.EdgeAnswer.Reason;
import dev.postern.connect.outbound.HostLookup;
import dev.postern.connect.outbound.LateLookup;
import dev.postern.connect.outbound.PublicAddresses;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.front.EdgeServer;
import dev.postern.kernel.Hostname;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.http.client.InetAddressFilter;

import static org.assertj.core.api.Assertions.assertThat;

/** The doctor goes out to public addresses, and nowhere else. */
class EdgeProbeTests {

	private static final Hostname HOSTNAME = Hostname.of("ssh-db1.example.jp");

	private static final InetAddress HERE = InetAddress.getLoopbackAddress();

	/** Where nobody listens. */
	private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("127.23.0.9");

	private static final List<String> LANDMARKS = List.of(EdgeServer.LANDMARK);

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final EdgeServer edge = new EdgeServer(this.cloudflare);

	@AfterEach
	void stop() {
		this.edge.close();
		this.cloudflare.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "10.0.0.1", "172.16.3.4", "192.168.1.1", "127.0.0.1", "169.254.169.254", "100.64.0.1",
			"0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::",
			"::127.0.0.1", "::10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "fe80::1", "fc00::1", "fd12::1",
			"fec0::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2001::1", "100::1", "3fff::1", "5f00::1",
			"4000::1" })
	void asksNoAddressThatIsNotPublic(String address) throws Exception {
		this.edge.resolve(HOSTNAME.value(), InetAddress.getByName(address));

		assertThat(probe(PublicAddresses.ALL).ask(HOSTNAME)).isInstanceOf(EdgeAnswer.NotPublic.class);
		assertThat(this.edge.requests()).isEmpty();
	}

	@Test
	void anIpv4AddressInTheClothesOfIpv6IsNotPublic() throws Exception {
		byte[] mapped = new byte[16];
		mapped[10] = -1;
		mapped[11] = -1;
		mapped[12] = 127;
		mapped[15] = 1;
		this.edge.resolve(HOSTNAME.value(), Inet6Address.getByAddress(null, mapped, -1));

		assertThat(probe(PublicAddresses.ALL).ask(HOSTNAME)).isInstanceOf(EdgeAnswer.NotPublic.class);
	}

	@Test
	void oneAddressInsideAmongPublicOnesIsEnoughToAskNone() throws Exception {
		this.edge.resolve(HOSTNAME.value(), InetAddress.getByName("104.16.0.1"), HERE);

		assertThat(probe(PublicAddresses.ALL).ask(HOSTNAME)).isInstanceOf(EdgeAnswer.NotPublic.class);
	}

	@Test
	void takesAddressesOfThePublicInternet() throws Exception {
		for (String address : List.of("104.16.0.1", "1.1.1.1", "2606:4700::1111")) {
			assertThat(PublicAddresses.ALL.matches(InetAddress.getByName(address))).as(address).isTrue();
		}
	}

	@Test
	void resolvesOnceSoThatANameWhichChangesLeadsNowhereElse() {
		AtomicInteger asked = new AtomicInteger();
		this.edge.reply(HOSTNAME.value(), EdgeServer.login("acme.cloudflareaccess.com", HOSTNAME.value(), "a"));
		HostLookup changing = (host) -> {
			assertThat(asked.incrementAndGet()).as("look-ups").isEqualTo(1);
			return List.of(HERE);
		};

		assertThat(probe(changing, here()).ask(HOSTNAME)).isInstanceOf(Answered.class);
		assertThat(asked).hasValue(1);
	}

	@Test
	void asksWithoutCookiesAndFollowsNoRedirectToTheInside() {
		this.edge.reply(HOSTNAME.value(), """
				HTTP/1.1 302 Found\r
				CF-RAY: 8f0b\r
				Location: http://169.254.169.254/latest/meta-data?token=secret\r
				\r
				""");

		Answered answer = (Answered) probe(host(HERE), here()).ask(HOSTNAME);

		LoginRedirect redirect = Objects.requireNonNull(answer.redirect());
		assertThat(redirect.isLogin()).isFalse();
		assertThat(redirect.toString()).doesNotContain("secret");
		assertThat(this.edge.requests()).singleElement()
			.asString()
			.startsWith("GET / HTTP/1.1\nHost: ssh-db1.example.jp")
			.doesNotContainIgnoringCase("cookie")
			.doesNotContainIgnoringCase("authorization");
	}

	@Test
	void readsTheLoginOfATeamAndNothingSecretOfIt() {
		this.edge.reply(HOSTNAME.value(), EdgeServer.login("acme.cloudflareaccess.com", HOSTNAME.value(), "aud1"));

		Answered answer = (Answered) probe(host(HERE), here()).ask(HOSTNAME);

		LoginRedirect redirect = Objects.requireNonNull(answer.redirect());
		assertThat(redirect.isLogin()).isTrue();
		assertThat(redirect.isOfTeam("acme.cloudflareaccess.com")).isTrue();
		assertThat(redirect.isOfTeam("evil.cloudflareaccess.com")).isFalse();
		assertThat(redirect.isFor("aud1", HOSTNAME)).isTrue();
		assertThat(redirect.isFor("aud2", HOSTNAME)).isFalse();
		assertThat(answer.toString()).doesNotContain(EdgeServer.META).doesNotContain("CF_AppSession");
	}

	@Test
	void readsTheNumberOfCloudflaresError() {
		this.edge.reply(HOSTNAME.value(), "HTTP/1.1 530 <none>\r\nCF-RAY: 8f0b\r\n\r\nerror code: 1033");

		assertThat(probe(host(HERE), here()).ask(HOSTNAME)).isEqualTo(new Answered(530, true, null, 1033));
	}

	@Test
	void readsNoMoreThanALittle() {
		this.edge.reply(HOSTNAME.value(), "HTTP/1.1 200 OK\r\nX: " + "x".repeat(1_000_000) + "\r\n\r\n");

		assertThat(probe(host(HERE), here()).ask(HOSTNAME)).isEqualTo(new EdgeAnswer.Silent(Reason.NOT_HTTP));
	}

	@Test
	void waitsOnlySoLong() {
		this.edge.reply(HOSTNAME.value(), null);
		EdgeProbe impatient = new EdgeProbe(new EdgeGate(host(HERE), here(), this.edge.port(), this.edge::trusting,
				Duration.ofMillis(1500), LANDMARKS));

		assertThat(impatient.ask(HOSTNAME)).isEqualTo(new EdgeAnswer.Silent(Reason.TIMEOUT));
	}

	@Test
	void trustsNoCertificateOfAnotherName() {
		Hostname deep = Hostname.of("a.b.example.jp");

		assertThat(probe(host(HERE), here()).ask(deep)).isEqualTo(new EdgeAnswer.Silent(Reason.TLS));
	}

	@Test
	void trustsNoCertificateThatNobodyVouchesFor() {
		EdgeProbe strict = new EdgeProbe(new EdgeGate(host(HERE), here(), this.edge.port(),
				() -> (SSLSocketFactory) SSLSocketFactory.getDefault(), Duration.ofSeconds(10), LANDMARKS));

		assertThat(strict.ask(HOSTNAME)).isEqualTo(new EdgeAnswer.Silent(Reason.TLS));
	}

	@Test
	void aNameWithoutAnAddressIsTold() {
		HostLookup nobody = (host) -> {
			if (host.equals(EdgeServer.LANDMARK)) {
				return List.of(HERE);
			}
			throw new UnknownHostException(host);
		};

		assertThat(probe(nobody, here()).ask(HOSTNAME)).isInstanceOf(EdgeAnswer.NoSuchHost.class);
	}

	@Test
	void aPortalThatDoesNotGetOutKnowsNothingOfTheName() throws Exception {
		this.edge.offline(true);
		assertThat(probe(here()).ask(HOSTNAME)).as("no DNS").isInstanceOf(EdgeAnswer.NoWayOut.class);

		EdgeProbe blocked = new EdgeProbe(
				new EdgeGate(host(HERE), here(), freePort(), this.edge::trusting, Duration.ofSeconds(2), LANDMARKS));
		assertThat(blocked.ask(HOSTNAME)).as("no connection").isInstanceOf(EdgeAnswer.NoWayOut.class);
	}

	/** A port at which nobody listens. */
	private static int freePort() throws IOException {
		try (ServerSocket door = new ServerSocket(0, 0, HERE)) {
			return door.getLocalPort();
		}
	}

	@Test
	void aNameThatRefusesIsTheNamesFaultWhereOthersOfTheEdgeAnswer() {
		HostLookup refusing = (host) -> List.of(host.equals(EdgeServer.LANDMARK) ? HERE : ELSEWHERE);

		assertThat(probe(refusing, InetAddressFilter.of("127.0.0.0/8")).ask(HOSTNAME))
			.isEqualTo(new EdgeAnswer.Silent(Reason.REFUSED));
	}

	@Test
	void triesTheNextAddressWhereTheFirstDoesNotAnswer() {
		this.edge.reply(HOSTNAME.value(), EdgeServer.login("acme.cloudflareaccess.com", HOSTNAME.value(), "a"));

		assertThat(probe((host) -> List.of(ELSEWHERE, HERE), InetAddressFilter.of("127.0.0.0/8")).ask(HOSTNAME))
			.isInstanceOf(Answered.class);
	}

	@Test
	void dnsThatDoesNotAnswerInTimeSaysNothingOfTheName() {
		HostLookup slow = (host) -> {
			if (host.equals(EdgeServer.LANDMARK)) {
				return List.of(HERE);
			}
			throw new LateLookup(host);
		};

		assertThat(probe(slow, here()).ask(HOSTNAME)).isInstanceOf(EdgeAnswer.LookupLate.class);
		assertThat(Judgements.edge(HOSTNAME, new EdgeAnswer.LookupLate()).isFailure()).isFalse();
		assertThat(Judgements.edge(HOSTNAME, new EdgeAnswer.NoWayOut()).isFailure()).isFalse();
	}

	@Test
	void theGateOfThePortalAsksPort443OfPublicAddressesAlone() throws Exception {
		EdgeGate gate = EdgeGate.toTheInternet(this.edge::resolve);

		assertThat(gate.port()).isEqualTo(443);
		assertThat(gate.addresses().matches(HERE)).isFalse();
		assertThat(gate.addresses().matches(InetAddress.getByName("10.0.0.1"))).isFalse();
	}

	private EdgeProbe probe(InetAddressFilter addresses) {
		return probe(this.edge::resolve, addresses);
	}

	private EdgeProbe probe(HostLookup resolver, InetAddressFilter addresses) {
		return new EdgeProbe(new EdgeGate(resolver, addresses, this.edge.port(), this.edge::trusting,
				Duration.ofSeconds(10), LANDMARKS));
	}

	private static HostLookup host(InetAddress address) {
		return (host) -> List.of(address);
	}

	private static InetAddressFilter here() {
		return InetAddressFilter.of("127.0.0.1/32", "::1/128");
	}

}

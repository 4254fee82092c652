package dev.postern.connect.ports;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

import dev.postern.connect.outbound.HostLookup;
import dev.postern.connect.outbound.LateLookup;
import dev.postern.connect.outbound.PublicAddresses;
import dev.postern.fake.front.LocalHosts;
import dev.postern.kernel.InvalidInput;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.http.client.InetAddressFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Port 22 is tried at public addresses, and nowhere else. */
class PortProbeTests {

	private static final Duration SHORT = Duration.ofMillis(1500);

	private final LocalHosts hosts = new LocalHosts();

	@AfterEach
	void stop() {
		this.hosts.close();
	}

	@ParameterizedTest
	@CsvSource({ "open.hosts.example, OPEN", "mute.hosts.example, OPEN", "closed.hosts.example, CLOSED",
			"silent.hosts.example, FILTERED" })
	void tellsOpenClosedAndSilentHostsApart(String name, PortResult result) {
		assertThat(local().attempt(PublicHost.of(name))).singleElement()
			.extracting(TriedAddress::result)
			.isEqualTo(result);
	}

	@Test
	void readsTheFirstLineAndShowsItAsPlainText() {
		assertThat(local().attempt(PublicHost.of(LocalHosts.OPEN)))
			.containsExactly(new TriedAddress("127.22.0.1", PortResult.OPEN, "SSH-2.0-OpenSSH_9.9 \\u{7}<b>"));
		assertThat(local().attempt(PublicHost.of(LocalHosts.MUTE)))
			.containsExactly(new TriedAddress("127.22.0.2", PortResult.OPEN, null));
	}

	@Test
	void triesAllAddressesOfANameAndOneThatIsOpenIsEnough() {
		this.hosts.answer("many.example", LocalHosts.address(3), LocalHosts.address(1), LocalHosts.address(4));

		List<TriedAddress> tried = local().attempt(PublicHost.of("many.example"));

		assertThat(tried).extracting(TriedAddress::address).containsExactly("127.22.0.3", "127.22.0.1", "127.22.0.4");
		assertThat(tried).extracting(TriedAddress::result)
			.containsExactly(PortResult.CLOSED, PortResult.OPEN, PortResult.FILTERED);
		assertThat(PortResult.of(tried.stream().map(TriedAddress::result).toList())).isEqualTo(PortResult.OPEN);
		assertThat(PortResult.of(List.of(PortResult.CLOSED, PortResult.FILTERED))).isEqualTo(PortResult.FILTERED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "10.0.0.1", "172.16.3.4", "192.168.1.1", "127.0.0.1", "127.22.0.1", "169.254.169.254",
			"100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.51.100.1", "203.0.113.7",
			"198.18.0.1", "240.0.0.1", "::1", "::", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
			"64:ff9b::7f00:1", "64:ff9b:1::a00:1", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1",
			"2002:7f00:1::", "2001::1", "100::1", "3fff::1", "5f00::1", "4000::1" })
	void triesNoAddressThatIsNotPublicAsThePortalIsSet(String address) throws Exception {
		PortProbe portal = new PortProbe(PortGate.toTheInternet(this.hosts::addresses));
		this.hosts.answer("inside.example", InetAddress.getByName(address));

		assertThat(refusal(() -> portal.attempt(PublicHost.of(address)))).endsWith("address.not-public");
		assertThat(refusal(() -> portal.attempt(PublicHost.of("inside.example")))).endsWith("address.not-public");
	}

	@Test
	void anIpv4AddressInTheClothesOfIpv6IsNotTried() throws Exception {
		byte[] mapped = new byte[16];
		mapped[10] = -1;
		mapped[11] = -1;
		mapped[12] = 127;
		mapped[13] = 22;
		mapped[15] = 1;
		this.hosts.answer("mapped.example", Inet6Address.getByAddress(null, mapped, -1));

		assertThat(refusal(() -> internet(this.hosts::addresses).attempt(PublicHost.of("mapped.example"))))
			.endsWith("address.not-public");
	}

	@Test
	void oneAddressInsideAmongPublicOnesIsEnoughToTryNone() {
		this.hosts.answer("both.example", InetAddress.ofLiteral("8.8.8.8"), LocalHosts.address(1));

		assertThat(refusal(() -> internet(this.hosts::addresses).attempt(PublicHost.of("both.example"))))
			.endsWith("address.not-public");
		assertThat(this.hosts.connections()).isZero();
	}

	@Test
	void aNameThatChangesItsAnswerLeadsNowhereElse() {
		Deque<InetAddress> answers = new ArrayDeque<>(List.of(LocalHosts.address(3), LocalHosts.address(1)));
		PortProbe probe = new PortProbe(new PortGate((host) -> List.of(answers.removeFirst()), only("127.22.0.3/32"),
				this.hosts.port(), SHORT));

		assertThat(probe.attempt(PublicHost.of("rebinding.example")))
			.containsExactly(new TriedAddress("127.22.0.3", PortResult.CLOSED, null));
		assertThat(answers).hasSize(1);
		assertThat(refusal(() -> probe.attempt(PublicHost.of("rebinding.example")))).endsWith("address.not-public");
		assertThat(this.hosts.connections()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "104.16.0.1", "172.67.1.1", "2606:4700::1111" })
	void whereCloudflareAnswersIsNoServer(String address) {
		assertThat(refusal(() -> internet(this.hosts::addresses).attempt(PublicHost.of(address))))
			.endsWith("address.of-cloudflare");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "db1", "http://db1.example.com", "db1.example.com:22", "127.1", "0x7f.0.0.1",
			"2130706433", "1.2.3.4.5", "01.2.3.4", "1.2.3", "300.1.1.1", "fe80::1%eth0", "[::1", "a b.example.com",
			"10.0.0.0/8", "-oProxyCommand.example.com", "db1.example.0x7f" })
	void whatIsNoAddressIsNotTaken(String text) {
		assertThat(refusal(() -> PublicHost.of(text))).endsWith("address.shape");
	}

	@Test
	void writesAddressesInOneWay() {
		assertThat(PublicHost.of(" [2001:DB8:0:0::7] ").text()).isEqualTo("2001:db8::7");
		assertThat(PublicHost.of("DB1.Example.COM.").text()).isEqualTo("db1.example.com");
		assertThat(PublicHost.of("203.0.113.7").literal()).isNotNull();
	}

	@Test
	void aNameWithoutAnAddressOrWithTooManyIsTold() {
		HostLookup late = (host) -> {
			throw new LateLookup(host);
		};
		HostLookup many = (
				host) -> IntStream.rangeClosed(1, 9).mapToObj((i) -> InetAddress.ofLiteral("8.8.8." + i)).toList();
		HostLookup none = (host) -> {
			throw new UnknownHostException(host);
		};

		assertThat(refusal(() -> internet(none).attempt(PublicHost.of("db1.example.com")))).endsWith("no-host");
		assertThat(refusal(() -> internet(late).attempt(PublicHost.of("db1.example.com")))).endsWith("late");
		assertThat(refusal(() -> internet(many).attempt(PublicHost.of("db1.example.com")))).endsWith("too-many");
	}

	@Test
	void thePortalTriesPort22OfPublicAddressesAlone() {
		PortGate gate = PortGate.toTheInternet(this.hosts::addresses);

		assertThat(gate.port()).isEqualTo(22);
		assertThat(gate.addresses().matches(LocalHosts.address(1))).isFalse();
		assertThat(gate.addresses().matches(InetAddress.ofLiteral("8.8.8.8"))).isTrue();
	}

	private PortProbe local() {
		return new PortProbe(new PortGate(this.hosts::addresses, LocalHosts.ADDRESSES, this.hosts.port(), SHORT));
	}

	private PortProbe internet(HostLookup lookup) {
		return new PortProbe(new PortGate(lookup, PublicAddresses.ALL, this.hosts.port(), SHORT));
	}

	private static InetAddressFilter only(String range) {
		return InetAddressFilter.of(range);
	}

	private static String refusal(ThrowingCallable call) {
		InvalidInput refused = catchThrowableOfType(InvalidInput.class, call);
		assertThat(refused).isNotNull();
		return refused.problems().getFirst().code();
	}

}

package dev.postern.tunnels;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.Connector;
import dev.postern.cloudflare.model.Tunnel;
import dev.postern.cloudflare.model.TunnelConfiguration;
import dev.postern.cloudflare.model.Zone;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.tunnels.cloudflared.ReleaseRemark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;

class TunnelsTests {

	private static final TunnelId OFFICE = TunnelId.of("f70ff985-a4ef-4643-bbbc-4a0ed4fc8415");

	private static final TunnelId LAB = TunnelId.of("11111111-a4ef-4643-bbbc-4a0ed4fc8415");

	private static final TunnelId NOBODY = TunnelId.of("22222222-a4ef-4643-bbbc-4a0ed4fc8415");

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private final Cloudflare cloudflare = mock();

	private final Clock clock = mock();

	private final SeenTunnelNames names = mock();

	private final TunnelStandings standings = mock();

	private final Tunnels tunnels = new Tunnels(this.cloudflare,
			new TunnelHealthReader(this.cloudflare, this.names, this.standings, this.clock), this.names, this.standings,
			this.clock);

	private Instant now = NOON;

	@BeforeEach
	void account() {
		given(this.clock.instant()).willAnswer((call) -> this.now);
		given(this.cloudflare.tunnels()).willReturn(List.of(tunnel(OFFICE, "office")));
		given(this.cloudflare.tunnel(any())).willThrow(new CloudflareException.Missing("404"));
		given(this.cloudflare.zones()).willReturn(List.of(zone("example.jp", "active"), zone("b.example.jp", "active"),
				zone("a.b.example.jp", "pending")));
	}

	@Test
	void whatIsRememberedCostsNoRequest() {
		this.tunnels.catalogue();
		pass(Duration.ofMinutes(9));
		assertThat(this.tunnels.find(OFFICE)).hasValueSatisfying((tunnel) -> {
			assertThat(tunnel.name()).isEqualTo("office");
			assertThat(tunnel.status()).isEqualTo(TunnelStatus.HEALTHY);
		});
		assertThat(this.tunnels.zoneFor(Hostname.of("x.example.jp"))).isPresent();
		then(this.cloudflare).should(times(1)).tunnels();
		then(this.cloudflare).should(times(1)).zones();
		then(this.cloudflare).should(never()).tunnel(any());
	}

	@Test
	void afterTenMinutesCloudflareIsAskedAgain() {
		this.tunnels.catalogue();
		pass(Duration.ofMinutes(10).plusNanos(1));
		this.tunnels.find(OFFICE);
		then(this.cloudflare).should(times(2)).tunnels();
	}

	@Test
	void whatIsNotRememberedIsAskedForOnceMoreBeforeItDoesNotExist() {
		this.tunnels.catalogue();
		pass(Duration.ofMinutes(1));
		given(this.cloudflare.tunnels()).willReturn(List.of(tunnel(OFFICE, "office"), tunnel(LAB, "lab")));
		given(this.cloudflare.zones()).willReturn(List.of(zone("example.org", "active")));
		assertThat(this.tunnels.find(LAB)).isPresent();
		assertThat(this.tunnels.zoneFor(Hostname.of("x.example.org"))).isPresent();
		then(this.cloudflare).should(times(2)).tunnels();
		assertThat(this.tunnels.find(NOBODY)).isEmpty();
		assertThat(this.tunnels.zoneFor(Hostname.of("x.example.net"))).isEmpty();
		then(this.cloudflare).should(times(2)).tunnels();
	}

	@Test
	void aDeletedTunnelIsFoundAsDeleted() {
		Tunnel deleted = new Tunnel(LAB, "lab", "inactive", false, NOON, NOON);
		willReturn(deleted).given(this.cloudflare).tunnel(LAB);
		assertThat(this.tunnels.find(LAB)).hasValueSatisfying((tunnel) -> assertThat(tunnel.deleted()).isTrue());
	}

	@Test
	void aTunnelThatTheListLeavesOutIsFound_I3() {
		willReturn(tunnel(LAB, "lab")).given(this.cloudflare).tunnel(LAB);

		assertThat(this.tunnels.find(LAB)).hasValueSatisfying((tunnel) -> {
			assertThat(tunnel.name()).isEqualTo("lab");
			assertThat(tunnel.deleted()).isFalse();
		});
	}

	@Test
	void theActiveZoneWithTheLongestNameHoldsAHostname() {
		assertThat(zoneOf("x.example.jp")).isEqualTo("example.jp");
		assertThat(zoneOf("x.b.example.jp")).isEqualTo("b.example.jp");
		assertThat(zoneOf("x.a.b.example.jp")).isEqualTo("b.example.jp");
		assertThat(zoneOf("b.example.jp")).isEqualTo("b.example.jp");
		assertThat(this.tunnels.zoneFor(Hostname.of("x.notexample.jp"))).isEmpty();
	}

	@Test
	void i3WhatCanNotBeAskedIsNotDecided() {
		this.tunnels.catalogue();
		pass(Duration.ofMinutes(10).plusNanos(1));
		given(this.cloudflare.tunnels()).willThrow(new CloudflareException.Unavailable("no answer"));
		assertThatExceptionOfType(CloudflareUnavailable.class).isThrownBy(() -> this.tunnels.find(OFFICE));
		assertThatExceptionOfType(CloudflareUnavailable.class)
			.isThrownBy(() -> this.tunnels.zoneFor(Hostname.of("x.example.jp")));
		assertThat(this.tunnels.latestCatalogue().last()).isNotNull();
		assertThat(this.tunnels.latestCatalogue().unavailable()).hasMessage("no answer");
	}

	@Test
	void aFailureIsRememberedForAMomentByThoseWhoOnlyLook() {
		given(this.cloudflare.tunnels()).willThrow(new CloudflareException.Unavailable("no answer"));
		assertThat(this.tunnels.latestCatalogue().unavailable()).hasMessage("no answer");
		assertThat(this.tunnels.latestCatalogue().unavailable()).hasMessage("no answer");
		then(this.cloudflare).should(times(1)).tunnels();

		willReturn(List.of(tunnel(OFFICE, "office"))).given(this.cloudflare).tunnels();
		assertThat(this.tunnels.find(OFFICE)).isPresent();
		assertThat(this.tunnels.latestCatalogue().unavailable()).isNull();
	}

	@Test
	void i3AnErrorWhileLookingForADeletedTunnelDoesNotMeanThatThereIsNone() {
		willThrow(new CloudflareException.Unavailable("no answer")).given(this.cloudflare).tunnel(LAB);
		assertThatExceptionOfType(CloudflareUnavailable.class).isThrownBy(() -> this.tunnels.find(LAB));
	}

	@Test
	void healthIsAskedForAtMostEveryTenSecondsAndKeptForWorseTimes() {
		willReturn(tunnel(OFFICE, "office")).given(this.cloudflare).tunnel(OFFICE);
		given(this.cloudflare.configuration(OFFICE)).willReturn(new TunnelConfiguration(3, null));
		given(this.cloudflare.connectors(OFFICE))
			.willReturn(List.of(new Connector("new", "2026.8.2", null, NOON, 4, List.of("kix01", "nrt08"), null, 3),
					new Connector("old", "2025.10.1", null, NOON.minusSeconds(9), 3, List.of("nrt08"), null, 2)));
		TunnelHealth health = requireNonNull(this.tunnels.health(OFFICE).last());
		assertThat(health.connectors()).extracting(RunningConnector::id).containsExactly("old", "new");
		assertThat(health.connectors()).extracting(health::lags).containsExactly(true, false);
		assertThat(health.connectors()).extracting(RunningConnector::isDegraded).containsExactly(true, false);
		assertThat(health.connectors()).extracting((connector) -> connector.remarks(NOON))
			.containsExactly(List.of(ReleaseRemark.UNSUPPORTED, ReleaseRemark.SHOWS_TOKEN), List.of());
		this.tunnels.health(OFFICE);
		then(this.cloudflare).should(times(1)).connectors(OFFICE);

		pass(Duration.ofSeconds(11));
		given(this.cloudflare.connectors(OFFICE)).willThrow(new CloudflareException.Unavailable("no answer"));
		assertThat(this.tunnels.health(OFFICE).last()).isEqualTo(health);
		assertThat(this.tunnels.health(OFFICE).unavailable()).isNotNull();
	}

	@Test
	void whoeverWaitsForAConnectorAsksForConnectorsAlone_I8() {
		willReturn(tunnel(OFFICE, "office")).given(this.cloudflare).tunnel(OFFICE);
		given(this.cloudflare.configuration(OFFICE)).willReturn(new TunnelConfiguration(3, null));
		given(this.cloudflare.connectors(OFFICE)).willReturn(List.of());
		this.tunnels.health(OFFICE);
		for (int look = 0; look < 5; look++) {
			pass(Duration.ofSeconds(11));
			assertThat(requireNonNull(this.tunnels.healthWhileWaiting(OFFICE).last()).seenAt()).isEqualTo(this.now);
			this.tunnels.healthWhileWaiting(OFFICE);
		}
		then(this.cloudflare).should(times(1)).tunnel(OFFICE);
		then(this.cloudflare).should(times(1)).configuration(OFFICE);
		then(this.cloudflare).should(times(6)).connectors(OFFICE);

		pass(Duration.ofSeconds(11));
		this.tunnels.healthWhileWaiting(OFFICE);
		then(this.cloudflare).should(times(2)).tunnel(OFFICE);

		pass(Duration.ofSeconds(11));
		given(this.cloudflare.connectors(OFFICE))
			.willReturn(List.of(new Connector("new", "2026.8.2", null, NOON, 4, List.of("kix01"), null, 3)));
		assertThat(requireNonNull(this.tunnels.healthWhileWaiting(OFFICE).last()).connectors()).hasSize(1);
	}

	@Test
	void aTunnelThatNeverWasIsNotFound() {
		assertThatExceptionOfType(TunnelNotFound.class).isThrownBy(() -> this.tunnels.health(NOBODY));
	}

	private String zoneOf(String hostname) {
		return this.tunnels.zoneFor(Hostname.of(hostname)).orElseThrow().name().value();
	}

	private void pass(Duration time) {
		this.now = this.now.plus(time);
	}

	private static Tunnel tunnel(TunnelId id, String name) {
		return new Tunnel(id, name, "healthy", true, NOON, null);
	}

	private static Zone zone(String name, String status) {
		return new Zone(ZoneId.of(name.replace('.', '_')), Hostname.of(name), status, false, "full");
	}

}

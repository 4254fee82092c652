package dev.postern.servers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Page;
import dev.postern.kernel.Phase;
import dev.postern.kernel.SettableClock;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.postern.servers.Drafts.aServer;
import static dev.postern.servers.Drafts.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@RegistryTest
class ServerSearchTests {

	private static final Actor ADMIN = Actor.postern("test");

	private static final ServerFilter ALL = new ServerFilter("", Set.of(), null, Set.of());

	private final Servers servers;

	private final JdbcClient jdbc;

	private final Cloudflare cloudflare;

	private final SettableClock clock;

	ServerSearchTests(Servers servers, JdbcClient jdbc, Cloudflare cloudflare, SettableClock clock) {
		this.servers = servers;
		this.jdbc = jdbc;
		this.cloudflare = cloudflare;
		this.clock = clock;
	}

	@BeforeEach
	void account() {
		MockedAccount.standsAt(this.cloudflare);
		this.clock.set(Instant.EPOCH);
		this.jdbc.sql("DELETE FROM server").update();
	}

	@Test
	void findsByTextPhaseAndTunnel() {
		Server db1 = this.servers.register(with(aServer("db1"), "description", "Orders 100 %"), ADMIN);
		this.servers.register(with(with(aServer("web"), "tunnelId", Drafts.OTHER_TUNNEL), "description", ""), ADMIN);
		this.servers.report(db1.id(), Phase.HELD, null);

		assertThat(names("", null)).containsExactlyInAnyOrder("db1", "web");
		assertThat(names(" DB1.Example ", null)).containsExactly("db1");
		assertThat(names("orders", null)).containsExactly("db1");
		assertThat(names("%", null)).containsExactly("db1");
		assertThat(names("_", null)).isEmpty();
		assertThat(names("\\", null)).isEmpty();
		assertThat(names("", Drafts.OTHER_TUNNEL)).containsExactly("web");
		assertThat(names("", null, Phase.HELD, Phase.FAILED)).containsExactly("db1");
		assertThat(names("web", null, Phase.HELD)).isEmpty();
		assertThat(this.servers.countByPhase()).isEqualTo(Map.of(Phase.HELD, 1L, Phase.PENDING, 1L));
	}

	@Test
	void findsThoseThatHaveAllTagsWhateverTheirCase() {
		this.servers.register(with(aServer("db1"), "tags", List.of("Prod", "Tokyo")), ADMIN);
		this.clock.set(Instant.EPOCH.plusSeconds(1));
		this.servers.register(with(aServer("web"), "tags", List.of("prod")), ADMIN);
		this.servers.register(aServer("bare"), ADMIN);

		assertThat(tagged()).containsExactlyInAnyOrder("db1", "web", "bare");
		assertThat(tagged("PROD")).containsExactlyInAnyOrder("db1", "web");
		assertThat(tagged("prod", " tokyo ")).containsExactly("db1");
		assertThat(tagged("pro")).isEmpty();
		assertThat(tagged("%", "prod")).isEmpty();
		assertThat(tagged(" ")).hasSize(3);
		assertThat(this.servers.tags(50)).containsExactly("Prod", "Tokyo");
		assertThat(this.servers.tags(1)).containsExactly("Prod");
	}

	@Test
	void partsOfTheListNeitherRepeatNorHideWhateverComesMeanwhile() {
		for (int i = 0; i < 7; i++) {
			this.clock.set(Instant.ofEpochSecond(i / 2));
			this.servers.register(aServer("s" + i), ADMIN);
		}
		List<String> seen = new ArrayList<>();
		Page<Server> page = this.servers.search(ALL, null, 3);
		this.clock.set(Instant.ofEpochSecond(100));
		this.servers.register(aServer("later"), ADMIN);
		add(seen, page);
		while (page.next() != null) {
			page = this.servers.search(ALL, page.next(), 3);
			add(seen, page);
		}
		assertThat(seen).hasSize(7).doesNotHaveDuplicates().doesNotContain("later").startsWith("s6");
		assertThat(this.servers.search(ALL, "", 7).next()).isNotNull();
		assertThat(this.servers.search(ALL, "", 8).next()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "!!", "MjAyNg", "MjAyNi0xMS0yMlQxMjowMDowMFogeA" })
	void aCursorThatIsNoneOfOursIsRefused(String cursor) {
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> this.servers.search(ALL, cursor, 3))
			.withMessageContaining("kernel.error.cursor");
	}

	private List<String> names(String text, @Nullable String tunnel, Phase... phases) {
		TunnelId id = (tunnel != null) ? TunnelId.of(tunnel) : null;
		return this.servers.search(new ServerFilter(text, Set.of(phases), id, Set.of()), null, 50)
			.map((server) -> server.spec().name())
			.items();
	}

	private List<String> tagged(String... tags) {
		return this.servers.search(new ServerFilter("", Set.of(), null, Set.of(tags)), null, 50)
			.map((server) -> server.spec().name())
			.items();
	}

	private static void add(List<String> seen, Page<Server> page) {
		page.items().forEach((server) -> seen.add(server.spec().name()));
	}

}

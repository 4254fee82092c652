package dev.postern.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareConfiguration;
import dev.postern.cloudflare.CloudflareTestConfiguration;
import dev.postern.cloudflare.transport.TransportConfiguration;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.access.Login;
import dev.postern.fake.account.ApiToken;
import dev.postern.fake.api.Calls;
import dev.postern.fake.api.Permission;
import dev.postern.kernel.SettableClock;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The login log of a fake account, from which a history imports over HTTP. Times go by
 * the clock that both of them have.
 */
final class AccountLog implements BeforeEachCallback, AfterAllCallback {

	private static final String DOMAIN = "ssh-db1.example.jp";

	private final SettableClock clock = new SettableClock();

	private final FakeCloudflare account = FakeCloudflare.start(this.clock);

	private final AnnotationConfigApplicationContext client = new AnnotationConfigApplicationContext();

	private final LoginHistoryExtension history;

	private final String token = "cfut_login-log-reader-0123456789abcdef012345";

	/**
	 * @param history what imports from this log; has to be registered before this, by
	 * {@code @Order}
	 */
	AccountLog(LoginHistoryExtension history) {
		this.history = history;
		TestPropertyValues
			.of("postern.cloudflare.base-url=" + this.account.baseUrl(),
					"postern.cloudflare.account-id=" + this.account.accountId(),
					"postern.cloudflare.api-token=" + this.token)
			.applyTo(this.client);
		this.client.register(CloudflareConfiguration.class, TransportConfiguration.class,
				CloudflareTestConfiguration.class);
		this.client.refresh();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		startAgain();
		this.history.importFrom(this.client.getBean(Cloudflare.class));
	}

	@Override
	public void afterAll(ExtensionContext context) {
		this.client.close();
		this.account.close();
	}

	/** Empties the account and the history. */
	void startAgain() {
		this.account.reset();
		this.account.faults().clear();
		this.account.addToken(this.token, ApiToken.with(Permission.portal()));
		this.account.behaviour().quota(100_000).loginRetention(Duration.ofHours(24));
		this.clock.set(LoginHistoryExtension.NOON);
		this.history.forget();
	}

	FakeCloudflare account() {
		return this.account;
	}

	void importAt(Instant time) {
		this.clock.set(time);
		this.history.importAt(time);
	}

	/** Imports again and again, with a pause between. */
	void importEvery(Duration pause, Instant first, Instant last) {
		for (Instant time = first; !time.isAfter(last); time = time.plus(pause)) {
			importAt(time);
		}
	}

	/** Adds a login that the log shows at once. */
	void add(String ray, Instant at) {
		this.account.addLogin(login(ray, at));
	}

	/** Adds logins in equal distances, with the names that {@link #names} gives. */
	void addMany(String prefix, int count, Instant first, Duration step) {
		IntStream.range(0, count).forEach((i) -> add(prefix + i, first.plus(step.multipliedBy(i))));
	}

	/** Adds a login that the log shows only so long after it happened. */
	void addLate(String ray, Instant at, Duration lateness) {
		this.account.addLogin(login(ray, at).shownAfter(lateness));
	}

	/** How many times the log was asked since the journal was cleared. */
	long questions() {
		return this.account.journal().count(Calls.LIST_LOGINS);
	}

	static List<String> names(String prefix, int count) {
		return IntStream.range(0, count).mapToObj((i) -> prefix + i).toList();
	}

	private static Login login(String ray, Instant at) {
		return Login.of("dev@example.com", DOMAIN, at).ray(ray);
	}

}

package dev.postern.fake;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fake Cloudflare for all tests of a class: an empty account before each of them, and a
 * failure after one that broke a promise. Register it in a static field.
 */
public final class FakeCloudflareExtension implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	/**
	 * The fake; it listens from the start, so that a Spring context can be given its
	 * address.
	 */
	public FakeCloudflare get() {
		return this.cloudflare;
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		this.cloudflare.reset();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.cloudflare.faults().clear();
		this.cloudflare.watch().assertNoViolations();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		this.cloudflare.close();
	}

}

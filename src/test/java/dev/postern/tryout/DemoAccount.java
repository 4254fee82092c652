package dev.postern.tryout;

import dev.postern.fake.ApiToken;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.Permission;

/** What the fake Cloudflare holds for a try-out or a test. */
public final class DemoAccount {

	/** The token that the portal shows; it may do what the README asks for. */
	public static final String TOKEN = "demo-token-of-the-portal-0000000000000000";

	private DemoAccount() {
	}

	/** Empties the account; only the portal's token is there afterwards. */
	public static void empty(FakeCloudflare cloudflare) {
		cloudflare.reset();
		cloudflare.addToken(TOKEN, ApiToken.with(Permission.portal()));
	}

}

package dev.postern.identity.accounts;

import dev.postern.kernel.PlainText;
import dev.postern.kernel.stored.MalformedValue;

/**
 * An account at an identity provider, which is who somebody is: addresses change and are
 * given to others, a subject is not.
 *
 * @param issuer which provider, as its tokens name it
 * @param subject what the provider calls the account
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDToken">OpenID
 * Connect Core, 2</a>
 */
public record ProviderAccount(String issuer, String subject) {

	private static final int LONGEST_SUBJECT = 255;

	private static final int LONGEST_ISSUER = 1_000;

	public ProviderAccount {
		if (!isName(issuer, LONGEST_ISSUER) || !isName(subject, LONGEST_SUBJECT)) {
			throw new MalformedValue("no account of an identity provider");
		}
	}

	private static boolean isName(String text, int longest) {
		return !text.isBlank() && text.length() <= longest && !PlainText.breaks(text);
	}

	/** The account in words that show each of their characters. */
	@Override
	public String toString() {
		return PlainText.visible(this.subject) + " (" + PlainText.visible(this.issuer) + ")";
	}

}

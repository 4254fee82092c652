package dev.postern.directory;

/**
 * An identity provider of the account as it was when Cloudflare was last asked.
 *
 * @param name its type where it has none
 * @param type for example {@code onetimepin}, {@code okta}, {@code azureAD}
 */
public record KnownProvider(String id, String name, String type) {
}

package dev.postern.cloudflare.model;

/**
 * A way to log in that the account offers.
 *
 * @param type for example {@code onetimepin}, {@code github}, {@code azureAD}
 */
public record IdentityProvider(String id, String name, String type) {
}

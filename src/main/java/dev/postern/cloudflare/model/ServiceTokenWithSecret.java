package dev.postern.cloudflare.model;

import dev.postern.kernel.Secret;

/**
 * A service token with a secret that was just made.
 *
 * @param secret Cloudflare does not tell it again
 */
public record ServiceTokenWithSecret(ServiceToken token, Secret secret) {
}

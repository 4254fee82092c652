package dev.postern.tunnels.lifecycle;

/**
 * By what a secret of a tunnel is known again without being kept: what is random and 32
 * bytes long cannot be found from it (I9).
 *
 * @param hex SHA-256 of its bytes
 */
public record SecretDigest(String hex) {
}

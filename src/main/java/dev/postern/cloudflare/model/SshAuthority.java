package dev.postern.cloudflare.model;

/**
 * The authority that signs people's short-lived ssh certificates for one application.
 *
 * @param aud the audience tag of the application; empty when it is not told
 * @param publicKey as Cloudflare writes it, which nobody has looked over yet
 */
public record SshAuthority(String aud, String publicKey) {

}

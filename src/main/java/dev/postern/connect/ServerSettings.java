package dev.postern.connect;

import org.jspecify.annotations.Nullable;

/**
 * What a person wants for one server.
 *
 * @param loginUser {@code null} for the person's usual one
 * @param identityFile {@code null} for the person's usual one
 * @param forwardAgent whether the server may use the keys of the person's agent
 */
public record ServerSettings(@Nullable String loginUser, @Nullable IdentityFile identityFile, boolean forwardAgent) {

	public static final ServerSettings NONE = new ServerSettings(null, null, false);

}

package dev.postern.directory;

import java.util.UUID;

import dev.postern.rules.RuleGroup;

/**
 * An Access group of the account that is not Postern's, as it was when Cloudflare was
 * last asked.
 */
public record KnownGroup(UUID id, String name, RuleGroup rules) {
}

package dev.postern.grants;

import dev.postern.grants.terms.GrantTerms;
import dev.postern.servers.Server;

/** A server for which a person may ask, and on which terms. */
public record Askable(Server server, GrantTerms terms) {
}

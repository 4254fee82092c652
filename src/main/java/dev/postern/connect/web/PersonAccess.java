package dev.postern.connect.web;

import java.util.List;
import java.util.Set;

import dev.postern.connect.reachability.AccessVerdict;
import dev.postern.kernel.EmailAddress;
import dev.postern.rules.evaluation.Fact;

/**
 * Whether somebody can reach the server that was asked about.
 *
 * @param name empty for those who never signed in to the portal
 * @param policies the policies that decide, the one that is asked first in front
 * @param reason why, or what else has to hold, in words
 * @param unknown what would have to be known to tell
 */
record PersonAccess(EmailAddress email, String name, boolean signedIn, AccessVerdict access, List<String> policies,
		String reason, Set<Fact> unknown) {
}

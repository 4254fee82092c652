/**
 * Makes the Access groups of the account as the rule groups say: the same loop as for
 * tunnels, once for the account.
 */
@NullMarked
package dev.postern.reconcile.groups;

import org.jspecify.annotations.NullMarked;

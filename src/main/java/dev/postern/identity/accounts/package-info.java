/**
 * Accounts at identity providers, and those that came with an address of somebody else.
 */
@NullMarked
package dev.postern.identity.accounts;

import org.jspecify.annotations.NullMarked;

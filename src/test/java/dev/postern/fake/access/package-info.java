/**
 * Access: applications, policies, groups, tags, identity providers, service tokens, the
 * log of logins, and who is let in.
 */
@NullMarked
package dev.postern.fake.access;

import org.jspecify.annotations.NullMarked;

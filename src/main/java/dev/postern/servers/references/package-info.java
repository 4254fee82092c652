/**
 * Which groups and service tokens policies refer to: checked, and noted when a server is
 * stored.
 */
@NullMarked
package dev.postern.servers.references;

import org.jspecify.annotations.NullMarked;

/**
 * Which tunnels, groups and service tokens servers refer to: checked, and noted when one
 * is stored.
 */
@NullMarked
package dev.postern.servers.references;

import org.jspecify.annotations.NullMarked;

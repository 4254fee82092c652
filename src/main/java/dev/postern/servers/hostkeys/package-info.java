/**
 * The keys by which servers prove who they are: what administrators paste, looked over
 * and kept with its history.
 */
@NamedInterface("hostkeys")
@NullMarked
package dev.postern.servers.hostkeys;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;

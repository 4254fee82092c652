/** Changes many servers at once, each for itself. */
@NamedInterface("bulk")
@NullMarked
package dev.postern.servers.bulk;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;

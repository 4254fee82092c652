package dev.postern.grants;

import org.jspecify.annotations.Nullable;

/**
 * A grant was asked for or took a step; published inside the transaction that does it.
 *
 * @param before {@code null} when it was just asked for
 */
public record GrantChanged(@Nullable Grant before, Grant after) {
}

/**
 * What somebody meets who connects to a hostname.
 */
@NullMarked
package dev.postern.fake.edge;

import org.jspecify.annotations.NullMarked;

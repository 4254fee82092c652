/**
 * What all rooms of the fake use: JSON, ids, times, and the settings that a test may
 * turn.
 */
@NullMarked
package dev.postern.fake.kernel;

import org.jspecify.annotations.NullMarked;

/**
 * How Postern gets out to names that people gave: only to addresses on the public
 * internet, looked up once and in time, and not too often.
 */
@NullMarked
package dev.postern.connect.outbound;

import org.jspecify.annotations.NullMarked;

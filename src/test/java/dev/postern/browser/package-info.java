/** The portal in a real browser. */
@NullMarked
package dev.postern.browser;

import org.jspecify.annotations.NullMarked;

/** The request budget that all instances share (I8). */
@NullMarked
package dev.postern.cloudflare.budget;

import org.jspecify.annotations.NullMarked;

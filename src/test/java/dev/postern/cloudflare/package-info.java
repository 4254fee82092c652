@NullMarked
package dev.postern.cloudflare;

import org.jspecify.annotations.NullMarked;

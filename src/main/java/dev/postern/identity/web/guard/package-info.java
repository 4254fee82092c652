/** Checks before each handler who may use it, and passes the caller to its arguments. */
@NullMarked
package dev.postern.identity.web.guard;

import org.jspecify.annotations.NullMarked;

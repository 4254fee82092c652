/** Pages and API of the history. */
@NullMarked
package dev.postern.history.web;

import org.jspecify.annotations.NullMarked;

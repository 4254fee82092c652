/** Turns whatever went wrong with a request into a page or into problem+json. */
@NullMarked
package dev.postern.ui.errors;

import org.jspecify.annotations.NullMarked;

/**
 * How programs sign in to the API: the filter chain for bearer tokens, and who the caller
 * is.
 */
@NullMarked
package dev.postern.identity.web.api;

import org.jspecify.annotations.NullMarked;

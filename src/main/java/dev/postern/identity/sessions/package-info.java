/** The browsers in which people are signed in, and what ends that. */
@NullMarked
package dev.postern.identity.sessions;

import org.jspecify.annotations.NullMarked;

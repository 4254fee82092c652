/**
 * The HTTP side: the way of a call through the fake, and the pages for people.
 */
@NullMarked
package dev.postern.fake.server;

import org.jspecify.annotations.NullMarked;

/** The headers that guard what is answered. */
@NamedInterface("headers")
@NullMarked
package dev.postern.identity.headers;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;

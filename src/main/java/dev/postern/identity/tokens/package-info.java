/** The personal tokens with which programs call the API in a person's name. */
@NamedInterface("tokens")
@NullMarked
package dev.postern.identity.tokens;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;

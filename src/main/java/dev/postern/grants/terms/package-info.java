/** On which terms servers let people in for a while, as administrators set them. */
@NamedInterface("terms")
@NullMarked
package dev.postern.grants.terms;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;

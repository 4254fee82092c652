/** Policies and selectors as sentences that are in no language yet. Pure. */
@NamedInterface("words")
@NullMarked
package dev.postern.rules.words;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;

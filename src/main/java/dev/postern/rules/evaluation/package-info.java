/**
 * Whether policies let somebody in, from what is known of that person or machine. Pure.
 */
@NamedInterface("evaluation")
@NullMarked
package dev.postern.rules.evaluation;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;

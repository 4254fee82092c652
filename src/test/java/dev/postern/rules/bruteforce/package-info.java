/** Compares evaluation and lint with every possible world, tried one by one. */
@NullMarked
package dev.postern.rules.bruteforce;

import org.jspecify.annotations.NullMarked;

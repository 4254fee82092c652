/**
 * How programs other than ssh reach a server: those that read the ssh config, and those
 * that know nothing of it.
 */
@NullMarked
package dev.postern.connect.tools;

import org.jspecify.annotations.NullMarked;

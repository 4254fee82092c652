/**
 * The account as a whole behind one lock, and the credentials that open it.
 */
@NullMarked
package dev.postern.fake.account;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.postern.reconcile;

import org.jspecify.annotations.NullMarked;

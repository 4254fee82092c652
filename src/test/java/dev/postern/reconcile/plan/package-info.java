@NullMarked
package dev.postern.reconcile.plan;

import org.jspecify.annotations.NullMarked;
